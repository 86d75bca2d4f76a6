/** Opens a session from the step's environment. */
import { join } from 'node:path'
import { findProject, isFolder } from '../files/find-project.ts'
import { leadsAway } from '../files/inside.ts'
import { realPath } from '../files/path-on-disk.ts'
import { type DefaultBranch, defaultBranchOf } from '../git/default-branch.ts'
import type { Repository } from '../git/repository.ts'
import type { Context } from '../workbench/context.ts'
import { openProjectRepository } from '../workbench/ledger-place.ts'
import { openOnce } from '../workbench/open-once.ts'
import { assertEvent, assertMerged, isOfMergedFiles } from './assert-event.ts'
import { baseOf, REMOTE } from './checkout.ts'
import { notOnRunner, type Run, readRun } from './event.ts'
import type { GitHub } from './github/github.ts'
import { openOctokit } from './github/octokit.ts'
import { type Inputs, wrongInput } from './inputs.ts'
import type { Log } from './log.ts'
import { namedPull } from './named-pull.ts'
import { checkoutFolder, commandContext, openJudge, type Session } from './session.ts'
import { withTargetKey } from './targets.ts'

/** @throws PolicyctlError action-input, action-event, action-checkout, action-unmerged, config-invalid, revision-unknown, file-unwritable. */
export async function openSession(world: Context, inputs: Inputs, log: Log): Promise<Session> {
  const event = readRun(world.env)
  const context = commandContext(world, inputs)
  assertFolder(context, inputs)
  const github = openGitHub(world, inputs, event)
  const hidden = keyVariables(context.cwd)
  const found = await openOnce(context, { root: context.cwd, env: context.env, hidden })
  const repository = found.git === null ? null : found
  const number = inputs.pullRequest
  const run = number === null ? event : await namedPull(repository, { event, number })
  assertEvent(inputs.commands, run)
  const isMerged = isOfMergedFiles(inputs.commands, run)
  const defaultBranch = isMerged ? await assertMerged(found, run) : await askedBranch(repository, run)
  const base = await baseOf(found, run)
  const project = await openJudge(context, base)
  const own = await openProjectRepository(context, project)
  return {
    inputs,
    run,
    context: { ...context, env: withTargetKey(context.env, project, inputs) },
    github,
    repository,
    defaultBranch,
    base,
    project,
    folder: own.git === null ? '' : own.folder,
    reports: join(world.env.RUNNER_TEMP || context.cwd, `policyctl-${world.nonce()}`),
    ...log,
  }
}

/** Refuses a folder that is missing or outside of the checkout: it would look like a project without targets. */
function assertFolder({ cwd, env }: Context, { workingDirectory }: Inputs): void {
  const top = checkoutFolder({ cwd, env })
  const isPart = isFolder(cwd) && !leadsAway(realPath(top), realPath(cwd))
  if (isPart) return
  if (!isFolder(top)) throw notOnRunner('GITHUB_WORKSPACE')
  throw wrongInput('working-directory', workingDirectory, 'a folder of the checkout, from its top')
}

function openGitHub(
  { clock, env, version }: Context,
  { token }: Inputs,
  { owner, repo, apiUrl }: Run,
): GitHub {
  if (!URL.canParse(apiUrl)) throw notOnRunner('GITHUB_API_URL')
  const api = openOctokit({ token, baseUrl: apiUrl, clock, userAgent: `policyctl/${version}`, env })
  return { api, repo: { owner, repo } }
}

/** Lists the variables with keys that the config of the working tree names, before it is known which config judges. */
function keyVariables(folder: string): readonly string[] {
  try {
    const { config } = findProject(folder, null)
    return [...config.targets.values()].flatMap(({ apiKeyEnv }) => apiKeyEnv ?? [])
  } catch {
    // An unreadable config is reported by the commands that use it.
    return []
  }
}

/** Asks for the default branch, to tell if a pull request goes into another one; null: the remote does not answer. */
async function askedBranch(repository: Repository | null, { trigger }: Run): Promise<DefaultBranch | null> {
  if (repository === null || trigger.kind !== 'pull-request') return null
  return defaultBranchOf(repository, REMOTE).catch(() => null)
}
