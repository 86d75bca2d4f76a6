/** Reads the run from the runner's variables and the event's file. */
import { docsPage } from '../diagnostic/docs-page.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { readText } from '../files/read-text.ts'

export interface Run {
  readonly owner: string
  readonly repo: string
  /** `https://github.com/owner/name`. */
  readonly repository: string
  readonly apiUrl: string
  /** Page of this run, with its summary and artifacts. */
  readonly url: string
  /** Commit that started the run: of a pull request the test merge. */
  readonly sha: string
  /** `refs/heads/main`. */
  readonly ref: string
  /** The person who started it, or started it again; '' if unknown. */
  readonly actor: string
  readonly trigger: Trigger
  /** File name of the workflow, such as policy-drift.yml. */
  readonly workflowFile: string | null
}

export interface PullRequestTrigger {
  readonly kind: 'pull-request'
  readonly number: number
  readonly head: string
  readonly base: { readonly branch: string; readonly sha: string }
  /** The reason why there are no secrets; null: there are. */
  readonly withoutSecrets: string | null
}

export interface MergeGroupTrigger {
  readonly kind: 'merge-group'
  readonly head: string
  readonly base: { readonly branch: string; readonly sha: string }
}

/** A run about the files of a branch; nothing is proposed. */
export interface BranchTrigger {
  readonly kind: 'branch'
  readonly event: BranchEvent
}

export type Trigger = PullRequestTrigger | MergeGroupTrigger | BranchTrigger

export type BranchEvent = 'push' | 'schedule' | 'workflow_dispatch'

type Environment = Readonly<Record<string, string | undefined>>
type Fields = Readonly<Record<string, unknown>>

/** @throws PolicyctlError action-event: not on a runner, or an event that is not supported. */
export function readRun(env: Environment): Run {
  const [owner = '', repo = ''] = (env.GITHUB_REPOSITORY ?? '').split('/')
  if (owner === '' || repo === '') throw notOnRunner('GITHUB_REPOSITORY')
  const sha = env.GITHUB_SHA ?? ''
  const trigger = triggerOf(env.GITHUB_EVENT_NAME ?? '', payloadOf(env), env)
  if (trigger.kind === 'branch' && sha === '') throw notOnRunner('GITHUB_SHA')
  const repository = `${env.GITHUB_SERVER_URL || 'https://github.com'}/${owner}/${repo}`
  return {
    owner,
    repo,
    repository,
    apiUrl: env.GITHUB_API_URL || 'https://api.github.com',
    url: `${repository}/actions/runs/${env.GITHUB_RUN_ID ?? ''}`,
    sha,
    ref: env.GITHUB_REF ?? '',
    actor: env.GITHUB_TRIGGERING_ACTOR || env.GITHUB_ACTOR || '',
    trigger,
    workflowFile: /\/([^/@]+\.ya?ml)@/.exec(env.GITHUB_WORKFLOW_REF ?? '')?.[1] ?? null,
  }
}

function triggerOf(name: string, payload: Fields, env: Environment): Trigger {
  switch (name) {
    case 'pull_request':
      return pullRequest(fields(payload.pull_request), payload, env)
    case 'merge_group': {
      const group = fields(payload.merge_group)
      const branch = text(group.base_ref).replace(/^refs\/heads\//, '')
      const [head, sha] = [text(group.head_sha), text(group.base_sha)]
      if ([head, branch, sha].includes('')) throw notOnRunner('GITHUB_EVENT_PATH')
      return { kind: 'merge-group', head, base: { branch, sha } }
    }
    case 'push':
    case 'schedule':
    case 'workflow_dispatch':
      return { kind: 'branch', event: name }
    case 'pull_request_target':
      throw new PolicyctlError('action-event', {
        message: 'pull_request_target runs with secrets on files that anybody may propose',
        hint: 'use on: pull_request; from forks lint, tests and diff run without secrets',
      })
    case '':
      throw notOnRunner('GITHUB_EVENT_NAME')
    default:
      throw new PolicyctlError('action-event', {
        message: `policyctl's action does not support ${shortName(name)}: it does not tell which commit the run is for, or whether anybody reviewed it`,
        hint: `plan on pull_request and merge_group; apply on push, schedule or workflow_dispatch; see ${docsPage('action.md#what-it-does-by-event')}`,
      })
  }
}

/** Returns the event's name; a text that is no such name is not quoted. */
function shortName(name: string): string {
  return /^[a-z_]{1,40}$/.test(name) ? name : 'this event'
}

function pullRequest(pull: Fields, payload: Fields, env: Environment): Trigger {
  const [head, base] = [fields(pull.head), fields(pull.base)]
  const named = [text(head.sha), text(base.ref), text(base.sha)]
  if (typeof payload.number !== 'number' || named.includes('')) throw notOnRunner('GITHUB_EVENT_PATH')
  const isFork = text(fields(head.repo).full_name) !== text(fields(base.repo).full_name)
  const isDependabot = env.GITHUB_ACTOR === 'dependabot[bot]'
  return {
    kind: 'pull-request',
    number: payload.number,
    head: text(head.sha),
    base: { branch: text(base.ref), sha: text(base.sha) },
    withoutSecrets: isFork ? 'a fork has no secrets' : isDependabot ? 'Dependabot has no secrets' : null,
  }
}

function payloadOf(env: Environment): Fields {
  const content = readText(env.GITHUB_EVENT_PATH ?? '')
  if (content === null) return {}
  try {
    return fields(JSON.parse(content))
  } catch {
    throw notOnRunner('GITHUB_EVENT_PATH')
  }
}

/** @param variable of the runner that is missing or invalid. */
export function notOnRunner(variable: string): PolicyctlError {
  return new PolicyctlError('action-event', {
    message: `${variable} is missing or invalid, so this run cannot be identified`,
    hint: 'this is the GitHub Action: run it in a workflow, and policyctl itself elsewhere',
  })
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
