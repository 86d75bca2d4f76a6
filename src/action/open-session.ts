/** Makes a session of the step's environment. */
import { join } from 'node:path'
import { findProject } from '../files/find-project.ts'
import { openRepository } from '../git/repository.ts'
import type { Context } from '../workbench/context.ts'
import { openProjectRepository } from '../workbench/ledger-place.ts'
import { assertEvent, assertMerged, isOfMergedFiles } from './assert-event.ts'
import { baseOf } from './base.ts'
import { readRun } from './event.ts'
import { GitHub } from './github.ts'
import type { Inputs } from './inputs.ts'
import type { Log } from './log.ts'
import { openOctokit } from './octokit.ts'
import { commandContext, openJudge, type Session } from './session.ts'

/** Those that the config of the working tree names; which config judges is not known yet. */
function keyVariables(folder: string): readonly string[] {
  try {
    const { config } = findProject(folder, null)
    return [...config.targets.values()].flatMap(({ apiKeyEnv }) => apiKeyEnv ?? [])
  } catch {
    // The commands that judge a config that cannot be read say so.
    return []
  }
}

/** @throws PolicyctlError action-event, action-unmerged, config-invalid, revision-unknown, file-unwritable. */
export async function openSession(world: Context, inputs: Inputs, log: Log): Promise<Session> {
  const run = readRun(world.env)
  assertEvent(inputs.commands, run)
  const context = commandContext(world, inputs)
  const hidden = keyVariables(context.cwd)
  if (isOfMergedFiles(inputs.commands))
    await assertMerged(await openRepository({ root: context.cwd, env: context.env, hidden }), run)
  const base = await baseOf(run, { root: context.cwd, env: context.env, hidden })
  const project = await openJudge(context, base)
  const repository = await openProjectRepository(context, project)
  const { clock, env, version } = world
  const api = openOctokit({
    token: inputs.token,
    baseUrl: run.apiUrl,
    clock,
    userAgent: `policyctl/${version}`,
  })
  return {
    inputs,
    run,
    context,
    github: new GitHub(api, run),
    base,
    project,
    folder: repository.git === null ? '' : repository.folder,
    reports: join(env.RUNNER_TEMP || context.cwd, `policyctl-${world.nonce()}`),
    ...log,
  }
}
