/** Handles waves of an apply whose targets have a job each, or share one. */
import type { ApplyJob } from '../answers/job-documents.ts'
import type { Failure } from '../answers/target-report.ts'
import { EXIT } from '../diagnostic/exit-status.ts'
import { firstNames } from '../diagnostic/first-names.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { type Wave, wavesOf } from '../fleet/waves.ts'
import { failureOf } from './ask.ts'
import type { TargetApply } from './comment/apply-comment.ts'
import { type FoundJobs, isUnusable } from './documents.ts'
import type { Session } from './session.ts'
import { remoteTargets } from './targets.ts'

/** The outcome of a target in this run, in any of its jobs. */
export type EndOfApply = Pick<TargetApply, 'name' | 'exitStatus'>

/** Returns the outcomes that other jobs of the run left; a document that cannot be used counts as a failure. */
export function endsOf(jobs: FoundJobs<ApplyJob>): readonly EndOfApply[] {
  return [...jobs].map(([name, job]) => ({
    name,
    exitStatus: isUnusable(job) ? EXIT.failed : job.exitStatus,
  }))
}

/** Returns the targets wave by wave, for the matrices of a workflow: a list for each wave of the config, also an empty one; one list without waves. */
export function matrixWaves(
  { project: { config } }: Pick<Session, 'project'>,
  targets: readonly string[],
): readonly (readonly string[])[] {
  const { rollout } = config
  if (rollout.length === 0) return [targets]
  const waves = wavesOf(targets, rollout)
  return rollout.map((_, at) => waves.find(({ number }) => number === at + 1)?.targets ?? [])
}

/**
 * Refuses a config with more waves than the workflow has jobs for: a workflow has one fixed job for each wave.
 *
 * @param jobs the number of these jobs; null: not given. @throws PolicyctlError action-input.
 */
export function refuseMoreWaves({ rollout }: Session['project']['config'], jobs: number | null): void {
  if (jobs === null || rollout.length <= jobs) return
  throw new PolicyctlError('action-input', {
    message: `rollout of policyctl.yaml has ${rollout.length} waves, and the workflow has jobs for ${jobs}: the targets of the others would not be applied`,
    hint: 'move policy-apply.yml away, and let policyctl init write it anew: it has a job for each wave',
  })
}

/** Orders the targets wave by wave. @throws PolicyctlError config-invalid for one in no wave. */
export function inOrderOfWaves({ project: { config } }: Pick<Session, 'project'>, names: readonly string[]) {
  return ownWaves(config, names).flatMap(({ targets }) => targets)
}

/**
 * Returns the failure of a target that must not be written to yet, because one of an
 * earlier wave has not converged in this run; null: it may be written to.
 *
 * @param done the outcomes so far. @param all names of the targets of all jobs of the run.
 */
export function heldByWave(
  { project: { config } }: Pick<Session, 'project'>,
  name: string,
  { done, all }: { readonly done: readonly EndOfApply[]; readonly all: readonly string[] },
): Failure | null {
  const waves = ownWaves(config, all)
  const own = waves.find(({ targets }) => targets.includes(name))
  if (own === undefined) return null
  const earlier = waves.filter(({ number }) => number < own.number).flatMap(({ targets }) => targets)
  const good = new Set(done.flatMap((one) => (one.exitStatus === 0 ? [one.name] : [])))
  const open = earlier.filter((target) => !good.has(target))
  return open.length === 0 ? null : failureOf(waveHeld(name, open))
}

/** Returns the waves of these targets. A target that the config does not name, such as one of the environment, is alone. */
function ownWaves(
  { rollout, targets }: Session['project']['config'],
  names: readonly string[],
): readonly Wave[] {
  if (names.every((name) => !targets.has(name))) return [{ number: 1, targets: names }]
  return wavesOf(names, rollout)
}

/** Returns the targets of all jobs of the run. */
export function targetsOfAllJobs(session: Session, own: readonly string[]): readonly string[] {
  if (session.inputs.documents === null) return own
  const remote = remoteTargets(session.project)
  return [...remote, ...own.filter((name) => !remote.includes(name))]
}

const MOST_NAMED = 10

function waveHeld(target: string, open: readonly string[]): PolicyctlError {
  return new PolicyctlError('wave-held', {
    message: `nothing was written to ${target}: of an earlier wave, ${firstNames(open, MOST_NAMED)} ${open.length === 1 ? 'has' : 'have'} not converged in this run`,
    hint: 'fix the cause there, and run the whole workflow again: targets that are done are left alone',
  })
}
