/**
 * Does one write, from the read before it to the check of its answer. Every attempt
 * reads first: a spec that is there already is not written, somebody else's change is
 * not overwritten, and after a lost answer live tells what happened. So nothing is
 * ever repeated blindly.
 */
import { StoreFailure } from '../diagnostic/store-failure.ts'
import type { Write } from '../plan/plan.ts'
import { isSameSpec } from '../policy/canonical.ts'
import { liveAsKnown } from '../policy/live-as-known.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Spec } from '../policy/policy.ts'
import { isDropOf, staleMessage } from './mismatch.ts'
import { type Dropped, putBack } from './put-back.ts'
import { refusalOf } from './refusal.ts'
import { withItsFields } from './server-fields.ts'
import type { WriteContext, WriteState } from './write-context.ts'

export interface Job {
  readonly write: Write
  /** The spec that live must have: that of the plan, or the one that this run wrote before. */
  readonly from: Spec | null
  /** The spec that the policy has in the end; `write.spec` unless a second write follows. */
  readonly after: Spec | null
  /** The spec that the server returned from the write before; null: there was none. */
  readonly returned: Spec | null
}

export interface Written {
  readonly status: 'applied' | 'skipped' | 'failed' | 'not-run'
  /** The number of write requests. */
  readonly attempts: number
  readonly error: string | null
  /** The spec that live should have now; undefined: it is not known. */
  readonly leaves: Spec | null | undefined
  /** The spec that the server returned, its own fields included; null: it returned none. */
  readonly returned: Spec | null
  /** True if no other write can succeed either. */
  readonly isFatal: boolean
  /** True if a request of this write was given up and live did not show it: it may still arrive. */
  readonly mayArriveLate: boolean
}

/** @param writeState new; it is updated while the write goes on. */
export async function writePolicy(job: Job, writeState: WriteState, context: WriteContext): Promise<Written> {
  for (let tries = 1; ; tries += 1) {
    if (context.stop.aborted && !writeState.isUncertain) return notRun(job, writeState)
    const result = await attempt(job, writeState, context)
    if (!(result instanceof StoreFailure)) return result
    context.heed(result)
    if (isContradiction(result, writeState)) continue
    if (!(await context.backoff.waitAfter(result, tries)))
      return gaveUp(job, writeState, { failure: result, context })
  }
}

async function attempt(
  job: Job,
  writeState: WriteState,
  context: WriteContext,
): Promise<Written | StoreFailure> {
  try {
    await context.backoff.ready()
    const seen = await look(job, writeState, context)
    if (seen !== null) return seen
    return context.stop.aborted ? notRun(job, writeState) : await send(job, writeState, context)
  } catch (failure) {
    if (failure instanceof StoreFailure) return failure
    throw failure
  }
}

const MAY_STILL_ARRIVE = 'it was not written when last looked at, and may still arrive'

/** Reads live before the write. @returns null if the write is to be done now. */
async function look(job: Job, writeState: WriteState, context: WriteContext): Promise<Written | null> {
  const { write, from, after } = job
  const live = await context.store.get(write.policy)
  context.backoff.succeeded()
  const seen = live === null ? null : liveAsKnown(live.spec, from, write.spec, after)
  const isThere = isSameSpec(seen, write.spec)
  if (isThere || isSameSpec(seen, after)) {
    return ended(writeState, {
      status: writeState.isUncertain && isThere ? 'applied' : 'skipped',
      leaves: seen,
    })
  }
  if (isSameSpec(seen, from)) {
    writeState.mayArriveLate = writeState.isUncertain
    writeState.replaced ??= withItsFields(live?.spec ?? null, from)
    const error = await refusalOf(write, { live, returned: job.returned }, context)
    return error === null ? null : ended(writeState, { status: 'failed', error, leaves: from })
  }
  if (writeState.isUncertain && isDropOf(seen, write.spec))
    return undo(job, seen, { writeState, context, seenIn: 'look' })
  return ended(writeState, {
    status: 'failed',
    error: staleMessage(from, seen, writeState.isUncertain),
    leaves: seen,
  })
}

async function send(job: Job, writeState: WriteState, context: WriteContext): Promise<Written> {
  const { spec } = job.write
  writeState.attempts += 1
  const answer = await answered(job, writeState, context)
  context.backoff.succeeded()
  if (spec === null || answer === null) return ended(writeState, { status: 'applied', leaves: null })
  const stored = liveAsKnown(answer.spec, spec)
  if (isSameSpec(stored, spec))
    return { ...ended(writeState, { status: 'applied', leaves: spec }), returned: answer.spec }
  return undo(job, stored, { writeState, context, seenIn: 'answer' })
}

/** Sends the write. @returns null for a delete. */
async function answered(
  { write: { action, policy, spec } }: Job,
  writeState: WriteState,
  { store }: WriteContext,
): Promise<LivePolicy | null> {
  try {
    if (spec === null) {
      await store.delete(policy)
      return null
    }
    return action === 'create'
      ? await store.create({ name: policy, spec })
      : await store.replace({ name: policy, spec })
  } catch (failure) {
    writeState.isUncertain ||=
      failure instanceof StoreFailure && (failure.kind === 'lost' || failure.kind === 'unavailable')
    throw failure
  }
}

async function undo(
  { write, from }: Job,
  stored: Spec | null,
  {
    writeState,
    context,
    seenIn,
  }: { writeState: WriteState; context: WriteContext; seenIn: Dropped['seenIn'] },
): Promise<Written> {
  const { replaced } = writeState
  const dropped = { policy: write.policy, from, replaced, sent: write.spec, stored, seenIn }
  return ended(writeState, { status: 'failed', ...(await putBack(dropped, writeState, context)) })
}

/** 404 and 409 contradict the read before; a second read tells what happened in between. */
function isContradiction({ status }: StoreFailure, writeState: WriteState): boolean {
  if ((status !== 404 && status !== 409) || writeState.wasContradicted) return false
  writeState.wasContradicted = true
  return true
}

async function gaveUp(
  job: Job,
  writeState: WriteState,
  { failure, context }: { failure: StoreFailure; context: WriteContext },
): Promise<Written> {
  const isFatal = failure.code === 'unauthorized'
  const last = writeState.isUncertain ? await lastLook(job, writeState, context) : 'as before'
  if (typeof last !== 'string') return last
  if (last === 'unknown') {
    writeState.mayArriveLate = true
    const error = `${failure.message}; it may or may not have been written`
    return { ...ended(writeState, { status: 'failed', error, leaves: undefined }), isFatal }
  }
  if (context.stop.aborted && failure.kind !== 'refused') return notRun(job, writeState)
  const error = writeState.mayArriveLate ? `${failure.message}; ${MAY_STILL_ARRIVE}` : failure.message
  const leaves = writeState.mayArriveLate ? undefined : job.from
  return { ...ended(writeState, { status: 'failed', error, leaves }), isFatal }
}

/** Reads live once more after a write whose answer was lost, also if the run is being stopped. */
async function lastLook(
  job: Job,
  writeState: WriteState,
  context: WriteContext,
): Promise<Written | 'as before' | 'unknown'> {
  try {
    return (await look(job, writeState, context)) ?? 'as before'
  } catch (failure) {
    if (failure instanceof StoreFailure) return 'unknown'
    throw failure
  }
}

function notRun({ from }: Job, writeState: WriteState): Written {
  const error = writeState.mayArriveLate ? `stopped; ${MAY_STILL_ARRIVE}` : 'stopped before it was written'
  return ended(writeState, { status: 'not-run', error, leaves: writeState.mayArriveLate ? undefined : from })
}

function ended(
  { attempts, mayArriveLate }: WriteState,
  end: { status: Written['status']; error?: string; leaves: Spec | null | undefined },
): Written {
  return { attempts, mayArriveLate, error: null, returned: null, isFatal: false, ...end }
}
