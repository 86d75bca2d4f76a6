/** Waves of an apply whose targets have a job each, or share one. */
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

/** The end of a target that was applied in this run, by any of its jobs. */
export type EndOfApply = Pick<TargetApply, 'name' | 'exitStatus'>

/** The ends that other jobs of the run left; nobody knows that of a document that cannot be used. */
export function endsOf(jobs: FoundJobs<ApplyJob>): readonly EndOfApply[] {
  return [...jobs].map(([name, job]) => ({
    name,
    exitStatus: isUnusable(job) ? EXIT.failed : job.exitStatus,
  }))
}

/** Targets wave by wave, for the matrices of a workflow: as many lists as the config has waves, also empty ones; one without waves. */
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
 * A workflow has its jobs written down: one for each wave.
 *
 * @param jobs waves that it has jobs for; null: it does not say. @throws PolicyctlError action-input.
 */
export function refuseMoreWaves({ rollout }: Session['project']['config'], jobs: number | null): void {
  if (jobs === null || rollout.length <= jobs) return
  throw new PolicyctlError('action-input', {
    message: `rollout of policyctl.yaml has ${rollout.length} waves, and the workflow has jobs for ${jobs}: the targets of the others would not be applied`,
    hint: 'move policy-apply.yml away, and let policyctl init write it anew: it has a job for each wave',
  })
}

/** Names in the order in which they may be written to: wave after wave. @throws PolicyctlError config-invalid for one in no wave. */
export function inOrderOfWaves({ project: { config } }: Pick<Session, 'project'>, names: readonly string[]) {
  return ownWaves(config, names).flatMap(({ targets }) => targets)
}

/**
 * Why a target must not be written to yet: one of an earlier wave has not
 * converged, as far as this run knows. null where nothing stands against it.
 *
 * @param done what came of targets so far. @param all names of targets that the run is about, in all of its jobs.
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

/** A target that no config names, such as one of the environment, is alone. */
function ownWaves(
  { rollout, targets }: Session['project']['config'],
  names: readonly string[],
): readonly Wave[] {
  if (names.every((name) => !targets.has(name))) return [{ number: 1, targets: names }]
  return wavesOf(names, rollout)
}

/** Targets that the jobs of a run are about, where each has one. */
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
