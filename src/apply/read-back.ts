/**
 * The barrier: one list, held against what every write so far was to leave.
 * It settles what a lost answer left open, and catches a server that answers
 * one thing and stores another.
 */
import { StoreFailure } from '../diagnostic/store-failure.ts'
import { widens } from '../plan/widens.ts'
import { isSameSpec } from '../policy/canonical.ts'
import { liveAsKnown } from '../policy/live-as-known.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Policies, Spec } from '../policy/policy.ts'
import { type Dropped, putBack } from './put-back.ts'
import { unreadyDifferences, untilReady } from './readiness.ts'
import type { Tools } from './tools.ts'
import { fail, type Track, type Tracks } from './track.ts'
import { differenceMessage, isDropOf, type Mismatch } from './unexpected.ts'
import { newWriteState } from './write-state.ts'

/** @returns null where the list could not be had. */
export async function readBack(tracks: Tracks, tools: Tools): Promise<readonly LivePolicy[] | null> {
  await forStragglers(tracks, tools)
  const touched = [...tracks.values()].filter(({ attempts, done }) => attempts > 0 || done > 0)
  const seen = await upToDate(touched, tools)
  if (seen === null) return null
  await compareAll(touched, seen, tools)
  const look = (): Promise<readonly LivePolicy[] | null> => list(tools)
  const live = await untilReady(touched, { live: seen, look }, tools)
  // What was waited for so long may be something else by now.
  if (live !== null && live !== seen) await compareAll(touched, live, tools)
  return live
}

async function compareAll(
  touched: readonly Track[],
  live: readonly LivePolicy[],
  tools: Tools,
): Promise<void> {
  const specs = specsOf(live)
  for (const track of touched) await compare(track, specs.get(track.step.policy) ?? null, tools)
}

/** Looks at a list that still shows what was there before a write that was answered well. */
const MOST_LOOKS = 5
/** Milliseconds before the second look; twice as long before each further one. */
const BETWEEN_LOOKS = 250

/** The API says nothing of how soon a list shows a write. */
async function upToDate(tracks: readonly Track[], tools: Tools): Promise<readonly LivePolicy[] | null> {
  for (let looks = 1; ; looks += 1) {
    const live = await list(tools)
    if (live === null || looks === MOST_LOOKS) return live
    const specs = specsOf(live)
    if (!tracks.some((track) => showsBefore(track, specs.get(track.step.policy) ?? null))) return live
    await tools.clock.sleep(BETWEEN_LOOKS * 2 ** (looks - 1), tools.kill)
  }
}

function specsOf(live: readonly LivePolicy[]): ReadonlyMap<string, Spec> {
  return new Map(live.map(({ name, spec }) => [name, spec]))
}

/** Whether live is what it was before a write of which the answer said that it was done. */
function showsBefore(track: Track, live: Spec | null): boolean {
  const { previous, expected, hasFailed } = track
  if (hasFailed || expected === undefined || isSameSpec(previous, expected)) return false
  return isSameSpec(seenBy(track, live), previous)
}

function seenBy({ previous, wanted, expected, step }: Track, live: Spec | null): Spec | null {
  return live === null ? null : liveAsKnown(live, expected ?? null, previous, wanted, step.after)
}

/**
 * A write that was given up and sent again may arrive a second time. What was
 * written last it cannot change, but it would undo what is written next, or
 * what was put back: before either is believed, it gets the time to arrive.
 */
async function forStragglers(tracks: Tracks, { clock, stop }: Tools): Promise<void> {
  const awaited = [...tracks.values()].filter((track) => track.hasFailed || track.done < track.writes)
  const wait = Math.max(0, ...awaited.map(({ lateUntil }) => lateUntil - clock.elapsed()))
  if (wait > 0) await clock.sleep(wait, stop)
}

async function list(tools: Tools): Promise<readonly LivePolicy[] | null> {
  for (let tries = 1; ; tries += 1) {
    try {
      await tools.patience.ready()
      const live = await tools.store.list()
      tools.patience.succeeded()
      return live
    } catch (failure) {
      if (!(failure instanceof StoreFailure)) throw failure
      if (failure.kind === 'throttled') tools.slowDown()
      if (!(await tools.patience.waitAfter(failure, tries))) return null
    }
  }
}

async function compare(track: Track, live: Spec | null, tools: Tools): Promise<void> {
  const { previous, wanted, expected } = track
  const seen = seenBy(track, live)
  if (expected !== undefined && isSameSpec(seen, expected)) return
  if (isSameSpec(seen, wanted))
    return expected === undefined ? settle(track, seen) : fail(track, afterwards(track, AFTER_ALL))
  if (showsBefore(track, live)) return fail(track, NOT_SHOWN)
  // Also what a request leaves that arrives after its policy was put back.
  const sent = [expected ?? null, wanted].find((spec) => isDropOf(seen, spec) && !isSameSpec(seen, previous))
  if (sent !== undefined) return undo(track, { sent, stored: seen }, tools)
  if (expected !== undefined) fail(track, afterwards(track, otherwise(expected, seen)))
}

const AFTER_ALL = 'the workspace shows what was to be written after all; plan again'

const NOT_SHOWN =
  'the server answered that it was done, and the workspace still shows what was there before; plan again'

function otherwise(expected: Spec | null, seen: Spec | null): string {
  const harm = widens(expected, seen) ? ', and ACCESS IS WIDER than what was written: look at it now' : ''
  return `the workspace shows something else than what was written: ${differenceMessage(expected, seen)}${harm}`
}

async function undo(
  track: Track,
  { sent, stored }: Pick<Dropped, 'sent' | 'stored'>,
  tools: Tools,
): Promise<void> {
  const { previous: from, replaced } = track
  const dropped = { policy: track.step.policy, from, replaced, sent, stored, seenIn: 'look' } as const
  const writeState = newWriteState()
  const wasUnknown = track.expected === undefined
  track.inFlight = writeState
  const { error, leaves } = await putBack(dropped, writeState, tools)
  track.inFlight = null
  track.attempts += writeState.attempts
  track.expected = leaves
  fail(track, wasUnknown ? error : afterwards(track, error))
}

function afterwards({ error }: Track, more: string): string {
  return error === null ? more : `${error}; then ${more}`
}

/** The write whose answer was lost for good has been carried out. */
function settle(track: Track, seen: Spec | null): void {
  track.expected = seen
  track.hasFailed = false
  track.hasWritten = true
  track.error = null
  track.done += 1
}

/** Names each policy outside the plan's steps that is not what it should be. */
export function differencesLeft(live: readonly LivePolicy[], wanted: Policies): readonly Mismatch[] {
  const specs = new Map(live.map(({ name, spec }) => [name, spec]))
  const others = [...wanted].flatMap(([policy, spec]) => {
    const found = specs.get(policy)
    const seen = found === undefined ? null : liveAsKnown(found, spec)
    return isSameSpec(seen, spec) ? [] : [{ policy, message: differenceMessage(spec, seen) }]
  })
  return [...others, ...unreadyDifferences(live, wanted)]
}
