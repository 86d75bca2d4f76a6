/** A random history: its steps, what it is played on, and what has come of it so far. */
import { expect } from 'vitest'
import { type ActionWorld, actionWorld, type Checkout, KEY } from '../../support/action/action-world.ts'
import type { PullRequest } from '../../support/action/pull-request.ts'
import { odd } from '../../support/builders/specs.ts'
import { git } from '../../support/git/git.ts'
import type { Review } from '../../support/github/server.ts'
import { workspaceWith } from '../../support/servers/workspace.ts'
import type { Jobs, Order } from './jobs.ts'
import type { Shown } from './oracle.ts'
import { POLICIES, policyText, READ_ONLY, type Votes, votesAt, votesLive, type Wanted } from './votes.ts'

export interface HistorySetting {
  readonly widening: 'report' | 'approve'
  readonly jobs: Jobs['kind']
  readonly targets: 1 | 2
}

type Slot = 0 | 1

export type HistoryStep =
  | ({
      readonly kind: 'push'
      readonly isForced: boolean
      readonly pull: Slot
      readonly file: Slot
      readonly wanted: Wanted
      readonly isRun: boolean
    } & Order)
  | ({ readonly kind: 'retarget' | 'run again'; readonly pull: Slot } & Order)
  | {
      readonly kind: 'review'
      readonly pull: Slot
      readonly user: 'lead' | 'nina' | 'stranger'
      readonly state: Exclude<Review['state'], 'DISMISSED'> | 'withdrawn'
    }
  | { readonly kind: 'spoil'; readonly pull: Slot; readonly how: 'edit' | 'delete' }
  | { readonly kind: 'live edit'; readonly policy: number; readonly target: Slot; readonly wanted: Wanted }
  | {
      readonly kind: 'merge'
      readonly pull: Slot
      readonly how: 'merge' | 'squash' | 'rebase'
      readonly isApplied: boolean
      readonly isReversed: boolean
    }
  | { readonly kind: 'apply again'; readonly nth: number; readonly isReversed: boolean }
  | { readonly kind: 'old plan again'; readonly nth: number }

export interface Opened {
  readonly pull: PullRequest
  base: 'main' | 'release'
}

/** A commit of main, and how many pull requests it contains. */
export interface Applicable {
  readonly at: Checkout
  readonly count: number
}

/** A run of policy-plan that somebody can start again. */
export interface Look {
  readonly opened: Opened
  readonly head: string
  readonly base: Opened['base']
  /** Commit of the base branch then. */
  readonly tip: string
}

export interface Play {
  readonly world: ActionWorld
  readonly jobs: Jobs
  /** A clone to ask. */
  readonly desk: string
  readonly widening: 'report' | 'approve'
  live(target: string): Promise<Votes>
  edit(target: string, policy: string, spec: object): Promise<void>
  readonly open: (Opened | null)[]
  /** Those that are merged into main, in that order, with what their comments showed then. */
  readonly merged: { readonly pull: PullRequest; readonly shown: readonly Shown[] }[]
  /** Commits of main that an apply can be started for. */
  readonly applies: Applicable[]
  /** The newest run of each pull request, merged ones too. */
  readonly looks: Map<PullRequest, Look>
  /** By target: what was applied last, and how many pull requests that contained. */
  readonly ledgers: Map<string, { readonly votes: Votes; readonly count: number }>
  next: number
}

export async function startedPlay({ widening, jobs: kind, targets: number }: HistorySetting): Promise<Play> {
  const staging = number === 2 ? await workspaceWith({ apiKey: KEY }) : null
  const second = staging === null ? '' : `  staging: { endpoint: "${staging.endpoint}" }\n`
  const world = await actionWorld({
    files: (endpoint) => ({
      'policyctl.yaml': `version: 1\ntargets:\n  production: { endpoint: "${endpoint}" }\n${second}safety: { widening: ${widening} }\n`,
      ...Object.fromEntries(POLICIES.map((name) => [`policies/${name}.yaml`, policyText(name, READ_ONLY)])),
    }),
  })
  const desk = world.clone()
  git(desk, 'push', '-q', 'origin', 'HEAD:release')
  const jobs: Jobs = { kind, targets: staging === null ? ['production'] : ['production', 'staging'] }
  const lifted = jobs.targets.length > 1 ? jobs.targets.join(',') : 'true'
  const start = { command: 'apply', targets: jobs.targets.join(' '), 'allow-widening': lifted }
  const first = await world.onMain(world.main(), start, 'workflow_dispatch')
  expect(first.status, first.log).toBe(0)
  const votes = votesAt(desk, 'HEAD')
  return {
    world,
    jobs,
    desk,
    widening,
    live: async (target) =>
      votesLive(
        await (target === 'staging' && staging !== null ? staging.server.policies() : world.policies()),
      ),
    edit: (target, name, spec) =>
      target === 'staging' && staging !== null ? staging.put(name, odd(spec)) : world.edit(name, spec),
    open: [null, null],
    merged: [],
    applies: [],
    looks: new Map(),
    ledgers: new Map(jobs.targets.map((target) => [target, { votes, count: 0 }])),
    next: 7,
  }
}
