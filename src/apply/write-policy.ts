/**
 * One write, from the look before it to the check of its answer. Every attempt
 * looks first: what is already there is not written, what somebody else
 * changed is not overwritten, and an answer that was lost is resolved by
 * seeing what became of it. So nothing is ever repeated blindly.
 */
import { StoreFailure } from '../diagnostic/store-failure.ts'
import type { Write } from '../plan/plan.ts'
import { isSameSpec } from '../policy/canonical.ts'
import { liveAsKnown } from '../policy/live-as-known.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Spec } from '../policy/policy.ts'
import type { Course } from './course.ts'
import { type Dropped, putBack } from './put-back.ts'
import { refusalOf } from './refusal.ts'
import { withItsFields } from './replaced-fields.ts'
import type { Tools } from './tools.ts'
import { isDropOf, staleMessage } from './unexpected.ts'

export interface Job {
  readonly write: Write
  /** What live has to be: what the plan saw, or what this run wrote before. */
  readonly from: Spec | null
  /** What the policy is to be in the end; `write.spec` unless a second write follows. */
  readonly after: Spec | null
  /** What the server answered to the write before; null: there was none. */
  readonly returned: Spec | null
}

export interface Written {
  readonly status: 'applied' | 'skipped' | 'failed' | 'not-run'
  /** Requests that wrote. */
  readonly attempts: number
  readonly error: string | null
  /** What live should be now; undefined where nobody knows. */
  readonly leaves: Spec | null | undefined
  /** What the server answered that it holds now, its own fields included; null where it did not say. */
  readonly returned: Spec | null
  /** No other write can succeed either. */
  readonly isFatal: boolean
  /** A request of this write was given up, was not carried out when looked after, and may still arrive. */
  readonly mayArriveLate: boolean
}

/** @param course new; it can be looked at while the write goes on. */
export async function writePolicy(job: Job, course: Course, tools: Tools): Promise<Written> {
  for (let tries = 1; ; tries += 1) {
    if (tools.stop.aborted && !course.isUncertain) return notRun(job, course)
    const result = await attempt(job, course, tools)
    if (!(result instanceof StoreFailure)) return result
    if (result.kind === 'throttled') tools.slowDown()
    if (isContradiction(result, course)) continue
    if (!(await tools.patience.waitAfter(result, tries)))
      return gaveUp(job, course, { failure: result, tools })
  }
}

async function attempt(job: Job, course: Course, tools: Tools): Promise<Written | StoreFailure> {
  try {
    await tools.patience.ready()
    const seen = await look(job, course, tools)
    if (seen !== null) return seen
    return tools.stop.aborted ? notRun(job, course) : await send(job, course, tools)
  } catch (failure) {
    if (failure instanceof StoreFailure) return failure
    throw failure
  }
}

const STILL_OPEN = 'it was not written when last looked at, and may still arrive'

/** @returns null where the write is to be done now. */
async function look(job: Job, course: Course, tools: Tools): Promise<Written | null> {
  const { write, from, after } = job
  const live = await tools.store.get(write.policy)
  tools.patience.succeeded()
  const seen = live === null ? null : liveAsKnown(live.spec, from, write.spec, after)
  const isThere = isSameSpec(seen, write.spec)
  if (isThere || isSameSpec(seen, after)) {
    return ended(course, { status: course.isUncertain && isThere ? 'applied' : 'skipped', leaves: seen })
  }
  if (isSameSpec(seen, from)) {
    course.mayArriveLate = course.isUncertain
    course.replaced ??= withItsFields(live?.spec ?? null, from)
    const error = await refusalOf(write, { live, returned: job.returned }, tools)
    return error === null ? null : ended(course, { status: 'failed', error, leaves: from })
  }
  if (course.isUncertain && isDropOf(seen, write.spec))
    return undo(job, seen, { course, tools, seenIn: 'look' })
  return ended(course, {
    status: 'failed',
    error: staleMessage(from, seen, course.isUncertain),
    leaves: seen,
  })
}

async function send(job: Job, course: Course, tools: Tools): Promise<Written> {
  const { spec } = job.write
  course.attempts += 1
  const answer = await answered(job, course, tools)
  tools.patience.succeeded()
  if (spec === null || answer === null) return ended(course, { status: 'applied', leaves: null })
  const stored = liveAsKnown(answer.spec, spec)
  if (isSameSpec(stored, spec))
    return { ...ended(course, { status: 'applied', leaves: spec }), returned: answer.spec }
  return undo(job, stored, { course, tools, seenIn: 'answer' })
}

/** @returns null for a delete. */
async function answered(
  { write: { action, policy, spec } }: Job,
  course: Course,
  { store }: Tools,
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
    const isOpen =
      failure instanceof StoreFailure && (failure.kind === 'lost' || failure.kind === 'unavailable')
    course.isUncertain ||= isOpen
    throw failure
  }
}

async function undo(
  { write, from }: Job,
  stored: Spec | null,
  { course, tools, seenIn }: { course: Course; tools: Tools; seenIn: Dropped['seenIn'] },
): Promise<Written> {
  const { replaced } = course
  const dropped = { policy: write.policy, from, replaced, sent: write.spec, stored, seenIn }
  return ended(course, { status: 'failed', ...(await putBack(dropped, course, tools)) })
}

/** 404 and 409 contradict the look before; looking once more tells what happened between. */
function isContradiction({ status }: StoreFailure, course: Course): boolean {
  if ((status !== 404 && status !== 409) || course.wasContradicted) return false
  course.wasContradicted = true
  return true
}

async function gaveUp(
  job: Job,
  course: Course,
  { failure, tools }: { failure: StoreFailure; tools: Tools },
): Promise<Written> {
  const isFatal = failure.code === 'unauthorized'
  const last = course.isUncertain ? await lastLook(job, course, tools) : 'as before'
  if (typeof last !== 'string') return last
  if (last === 'unknown') {
    course.mayArriveLate = true
    const error = `${failure.message}; it may or may not have been written`
    return { ...ended(course, { status: 'failed', error, leaves: undefined }), isFatal }
  }
  if (tools.stop.aborted && failure.kind !== 'refused') return notRun(job, course)
  const error = course.mayArriveLate ? `${failure.message}; ${STILL_OPEN}` : failure.message
  const leaves = course.mayArriveLate ? undefined : job.from
  return { ...ended(course, { status: 'failed', error, leaves }), isFatal }
}

/** A lost answer is looked after once more, also when the run is being stopped. */
async function lastLook(job: Job, course: Course, tools: Tools): Promise<Written | 'as before' | 'unknown'> {
  try {
    return (await look(job, course, tools)) ?? 'as before'
  } catch (failure) {
    if (failure instanceof StoreFailure) return 'unknown'
    throw failure
  }
}

function notRun({ from }: Job, course: Course): Written {
  const error = course.mayArriveLate ? `stopped; ${STILL_OPEN}` : 'stopped before it was written'
  return ended(course, { status: 'not-run', error, leaves: course.mayArriveLate ? undefined : from })
}

function ended(
  { attempts, mayArriveLate }: Course,
  end: { status: Written['status']; error?: string; leaves: Spec | null | undefined },
): Written {
  return { attempts, mayArriveLate, error: null, returned: null, isFatal: false, ...end }
}
