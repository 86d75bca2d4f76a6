/**
 * The barrier: one list, held against what every write so far was to leave.
 * It settles what a lost answer left open, and catches a server that answers
 * one thing and stores another.
 */
import { StoreFailure } from '../diagnostic/store-failure.ts'
import { isSameSpec } from '../policy/canonical.ts'
import { withoutForeignFields } from '../policy/known-fields.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Policies, Spec } from '../policy/policy.ts'
import { putBack } from './put-back.ts'
import { fail, type Track, type Tracks } from './track.ts'
import { differenceMessage, isDropOf } from './unexpected.ts'
import type { Tools } from './write-policy.ts'

/** Policies that were not to be changed, and are not what the files want at the end. */
export interface Difference {
  readonly policy: string
  readonly message: string
}

/** @returns null where the list could not be had. */
export async function readBack(tracks: Tracks, tools: Tools): Promise<readonly LivePolicy[] | null> {
  await forStragglers(tracks, tools)
  const live = await list(tools)
  if (live === null) return null
  const specs = new Map(live.map(({ name, spec }) => [name, spec]))
  for (const track of tracks.values()) {
    if (track.attempts === 0 && track.done === 0) continue
    await compare(track, specs.get(track.step.policy) ?? null, tools)
  }
  return live
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
  const { step, previous, wanted, expected } = track
  const seen = live === null ? null : withoutForeignFields(live, previous, wanted, step.after)
  if (expected === undefined) {
    if (isSameSpec(seen, wanted)) settle(track, seen)
    return
  }
  if (isSameSpec(seen, expected)) return
  const difference = `the workspace shows something else than what was written: ${differenceMessage(expected, seen)}`
  if (!isDropOf(seen, expected)) {
    return fail(track, track.error === null ? difference : `${track.error}; then ${difference}`)
  }
  const dropped = { policy: step.policy, from: previous, sent: expected, stored: seen }
  const { attempts, error, leaves } = await putBack(dropped, tools)
  track.attempts += attempts
  track.expected = leaves
  fail(track, error)
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
export function differencesIn(live: readonly LivePolicy[], wanted: Policies): readonly Difference[] {
  const specs = new Map(live.map(({ name, spec }) => [name, spec]))
  return [...wanted].flatMap(([policy, spec]) => {
    const found = specs.get(policy)
    const seen = found === undefined ? null : withoutForeignFields(found, spec)
    return isSameSpec(seen, spec) ? [] : [{ policy, message: differenceMessage(spec, seen) }]
  })
}
