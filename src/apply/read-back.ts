/**
 * Reads back after a phase: one list is compared with the spec that each write should have left. It finds out
 * about writes whose answer was lost, and catches a server that answers one thing and stores another.
 */
import { StoreFailure } from '../diagnostic/store-failure.ts'
import { widens } from '../plan/widens.ts'
import { isSameSpec } from '../policy/canonical.ts'
import { liveAsKnown } from '../policy/live-as-known.ts'
import { isUnreadable, type LivePolicy } from '../policy/live-policy.ts'
import type { Policies, Spec } from '../policy/policy.ts'
import { listAgain, lookAlone, lookOnce } from './look-again.ts'
import {
  differenceMessage,
  isDropOf,
  type Mismatch,
  uncomparedMessage,
  unlistedMessage,
  unreadMessage,
} from './mismatch.ts'
import { type Dropped, putBack } from './put-back.ts'
import { unreadyDifferences, untilReady } from './readiness.ts'
import { fail, type StepState, type StepStates } from './step-state.ts'
import { newWriteState, type WriteContext } from './write-context.ts'

/** @returns null if the list could not be read. */
export async function readBack(
  stepStates: StepStates,
  context: WriteContext,
): Promise<readonly LivePolicy[] | null> {
  await forStragglers(stepStates, context)
  const touched = [...stepStates.values()].filter(({ attempts, done }) => attempts > 0 || done > 0)
  const seen = await upToDate(touched, context)
  if (seen === null) {
    await compareOneByOne(touched, context)
    return null
  }
  await compareAll(touched, seen, context)
  const look = (): Promise<readonly LivePolicy[] | null> => listAgain(context)
  const live = await untilReady(touched, { live: seen, look }, context)
  // Live may have changed during this long wait.
  if (live !== null && live !== seen) await compareAll(touched, live, context)
  return live
}

/** The most requests without an answer before the server counts as gone: each of them may take half a minute. */
const MOST_SILENT = 3

/**
 * Asks for each policy alone: the server may be there without its list, which has become too long for one page,
 * say. So a write that it spoiled is not left in place, also if another policy cannot be had. It proves no run.
 */
async function compareOneByOne(touched: readonly StepState[], context: WriteContext): Promise<void> {
  let silent = 0
  for (const stepState of touched) {
    if (context.kill.aborted || silent === MOST_SILENT) return
    const alone = await lookOnce(stepState.step.policy, context)
    if (!(alone instanceof StoreFailure)) await compare(stepState, alone?.spec ?? null, context)
    else if (alone.code === 'unauthorized') return
    else if (alone.kind === 'lost' || alone.kind === 'unreachable') silent += 1
  }
}

async function compareAll(
  touched: readonly StepState[],
  live: readonly LivePolicy[],
  context: WriteContext,
): Promise<void> {
  const listed = byName(live)
  for (const stepState of touched) {
    const shown = listed.get(stepState.step.policy)
    if (shown !== undefined && isUnreadable(shown)) await compareAlone(stepState, shown.fault, context)
    else await compare(stepState, shown?.spec ?? null, context)
  }
}

/**
 * An unreadable entry of the list says nothing about the write, so the policy is read alone. That answer is
 * compared, and may lead to putting the old spec back. The step has failed in any case: the next plan could
 * not compare the policy.
 */
async function compareAlone(stepState: StepState, fault: string, context: WriteContext): Promise<void> {
  const alone = await lookAlone(stepState.step.policy, context)
  const told = stepState.error
  if (alone !== undefined) await compare(stepState, alone?.spec ?? null, context)
  const hasSaidWhy = stepState.error !== null && stepState.error !== told
  if (hasSaidWhy || (alone !== undefined && stepState.expected === undefined)) return
  const error = alone === undefined ? unreadMessage(fault) : unlistedMessage(fault)
  if (told?.endsWith(error) !== true) fail(stepState, afterwards(stepState, error))
}

/** The most reads of a list that still shows the spec from before a confirmed write, or an unreadable one. */
const MOST_LOOKS = 5
/** Milliseconds before the second read; twice as long before each further one. */
const BETWEEN_LOOKS = 250

/** Reads the list until it shows the writes: the API does not document how soon it does. */
async function upToDate(
  stepStates: readonly StepState[],
  context: WriteContext,
): Promise<readonly LivePolicy[] | null> {
  for (let looks = 1; ; looks += 1) {
    const live = await listAgain(context)
    if (live === null || looks === MOST_LOOKS) return live
    const listed = byName(live)
    if (!stepStates.some((stepState) => mayBeBehind(stepState, listed.get(stepState.step.policy))))
      return live
    await context.clock.sleep(BETWEEN_LOOKS * 2 ** (looks - 1), context.kill)
  }
}

function byName(live: readonly LivePolicy[]): ReadonlyMap<string, LivePolicy> {
  return new Map(live.map((policy) => [policy.name, policy]))
}

function mayBeBehind(stepState: StepState, shown: LivePolicy | undefined): boolean {
  return shown !== undefined && isUnreadable(shown) ? true : showsBefore(stepState, shown?.spec ?? null)
}

/** Tells whether live still shows the state before a write that the server has confirmed. */
function showsBefore(stepState: StepState, live: Spec | null): boolean {
  const { previous, expected, hasFailed } = stepState
  if (hasFailed || expected === undefined || isSameSpec(previous, expected)) return false
  return isSameSpec(seenBy(stepState, live), previous)
}

function seenBy({ previous, wanted, expected, step }: StepState, live: Spec | null): Spec | null {
  return live === null ? null : liveAsKnown(live, expected ?? null, previous, wanted, step.after)
}

/**
 * Waits until a request that was given up can no longer arrive. It may arrive after its retry; then it repeats
 * that write, but it would undo the next one, or a spec that was put back.
 */
async function forStragglers(stepStates: StepStates, { clock, stop }: WriteContext): Promise<void> {
  const awaited = [...stepStates.values()].filter(
    (stepState) => stepState.hasFailed || stepState.done < stepState.writes,
  )
  const wait = Math.max(0, ...awaited.map(({ lateUntil }) => lateUntil - clock.elapsed()))
  if (wait > 0) await clock.sleep(wait, stop)
}

async function compare(stepState: StepState, live: Spec | null, context: WriteContext): Promise<void> {
  const { previous, wanted, expected } = stepState
  const seen = seenBy(stepState, live)
  if (expected !== undefined && isSameSpec(seen, expected)) return
  if (isSameSpec(seen, wanted))
    return expected === undefined
      ? settle(stepState, seen)
      : fail(stepState, afterwards(stepState, AFTER_ALL))
  if (showsBefore(stepState, live)) return fail(stepState, notShown(stepState))
  // Live may also hold less than was sent because a late request arrived after its policy was put back.
  const sent = [expected ?? null, wanted].find((spec) => isDropOf(seen, spec) && !isSameSpec(seen, previous))
  if (sent !== undefined) return undo(stepState, { sent, stored: seen }, context)
  if (expected !== undefined) fail(stepState, afterwards(stepState, otherwise(expected, seen)))
}

const AFTER_ALL = 'the workspace shows the new spec nevertheless; plan again'

function notShown({ previous }: StepState): string {
  const shown = previous === null ? 'does not show the policy' : 'still shows the earlier spec'
  return `the server reported success, but the workspace ${shown}; plan again`
}

function otherwise(expected: Spec | null, seen: Spec | null): string {
  const harm = widens(expected, seen)
    ? ', and ACCESS IS WIDER than what was written: check it by hand now'
    : ''
  return `the workspace shows another spec than the one that was written: ${differenceMessage(expected, seen)}${harm}`
}

async function undo(
  stepState: StepState,
  { sent, stored }: Pick<Dropped, 'sent' | 'stored'>,
  context: WriteContext,
): Promise<void> {
  const { previous: from, replaced } = stepState
  const dropped = { policy: stepState.step.policy, from, replaced, sent, stored, seenIn: 'look' } as const
  const writeState = newWriteState()
  const wasUnknown = stepState.expected === undefined
  stepState.inFlight = writeState
  const { error, leaves } = await putBack(dropped, writeState, context)
  stepState.inFlight = null
  stepState.attempts += writeState.attempts
  stepState.expected = leaves
  fail(stepState, wasUnknown ? error : afterwards(stepState, error))
}

function afterwards({ error }: StepState, more: string): string {
  return error === null ? more : `${error}; then ${more}`
}

/** Records that a write without an answer was carried out. */
function settle(stepState: StepState, seen: Spec | null): void {
  stepState.expected = seen
  stepState.hasFailed = false
  stepState.hasWritten = true
  stepState.error = null
  stepState.done += 1
}

/** Finds each policy without a step that is not as the files want it. */
export function differencesLeft(live: readonly LivePolicy[], wanted: Policies): readonly Mismatch[] {
  const listed = byName(live)
  const others = [...wanted].flatMap(([policy, spec]) => {
    const found = listed.get(policy)
    if (found !== undefined && isUnreadable(found))
      return [{ policy, message: uncomparedMessage(found.fault), isUnread: true }]
    const seen = found === undefined ? null : liveAsKnown(found.spec, spec)
    return isSameSpec(seen, spec) ? [] : [{ policy, message: differenceMessage(spec, seen) }]
  })
  return [...others, ...unreadyDifferences(live, wanted)]
}
