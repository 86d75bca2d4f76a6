/** Makes a session of the step's environment. */
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

/** A folder that is not there, or is no part of the checkout, would look like a project without targets. */
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

/** Variables of keys that the config of the working tree names; which config judges is not known yet. */
function keyVariables(folder: string): readonly string[] {
  try {
    const { config } = findProject(folder, null)
    return [...config.targets.values()].flatMap(({ apiKeyEnv }) => apiKeyEnv ?? [])
  } catch {
    // The commands that judge a config that cannot be read say so.
    return []
  }
}

/** Says if a pull request goes into another branch; a remote that cannot tell costs only that. */
async function askedBranch(repository: Repository | null, { trigger }: Run): Promise<DefaultBranch | null> {
  if (repository === null || trigger.kind !== 'pull-request') return null
  return defaultBranchOf(repository, REMOTE).catch(() => null)
}
