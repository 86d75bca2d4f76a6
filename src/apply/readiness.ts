/**
 * Checks whether the server can use what it holds. A policy that is not ready
 * decides nothing, so a tighten that is not ready protects nobody, and a run
 * whose policies are not ready did not succeed.
 */
import { firstNames } from '../diagnostic/first-names.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Mismatch } from './mismatch.ts'
import { fail, type StepState } from './step-state.ts'
import type { WriteContext } from './write-context.ts'

/** Milliseconds before the next look. */
const BETWEEN_LOOKS = 1_000
const LONGEST_BETWEEN = 10_000

type List = readonly LivePolicy[]

/**
 * Looks again until each policy is ready, or the time is up; what is not ready
 * by then has failed, with what the server says of it.
 *
 * @param look reads the list; null where it could not be had.
 * @returns the last list.
 */
export async function untilReady(
  stepStates: readonly StepState[],
  { live, look }: { live: List; look: () => Promise<List | null> },
  context: WriteContext,
): Promise<List | null> {
  const { clock, stop, readiness: longestWait } = context
  let [now, wait]: [List, number] = [live, BETWEEN_LOOKS]
  for (let waited = 0; ; waited += wait, wait = Math.min(LONGEST_BETWEEN, wait * 2)) {
    const unready = notReady(now, new Set(stepStates.filter(isAwaited).map(({ step }) => step.policy)))
    if (unready.size === 0) return now
    if (waited + wait > longestWait || stop.aborted) {
      for (const stepState of stepStates)
        failUnready(stepState, unready.get(stepState.step.policy), longestWait)
      return now
    }
    if (waited === 0) context.onNotice?.(waitingFor([...unready.keys()], longestWait))
    await clock.sleep(wait, stop)
    const next = await look()
    if (next === null) return null
    now = next
  }
}

/** Policies that are not ready, with what the server says; where it says nothing of it they are. */
export function notReady(live: List, names: Pick<ReadonlySet<string>, 'has'>): ReadonlyMap<string, string> {
  return new Map(
    live.flatMap(({ name, readiness }) =>
      readiness?.isReady === false && names.has(name) ? [[name, readiness.message] as const] : [],
    ),
  )
}

/** Policies that are not ready among those that the plan leaves unchanged. */
export function unreadyDifferences(live: List, names: Pick<ReadonlySet<string>, 'has'>): readonly Mismatch[] {
  return [...notReady(live, names)].map(([policy, message]) => ({ policy, message: notReadyWords(message) }))
}

export function notReadyWords(message: string): string {
  return `it is not ready: ${message === '' ? 'the server does not say why' : message}`
}

/** A failed step is reported as failed, so nobody waits for it. */
function isAwaited({ hasFailed, expected }: StepState): boolean {
  return !hasFailed && expected !== undefined && expected !== null
}

function failUnready(stepState: StepState, message: string | undefined, longestWait: number): void {
  if (message === undefined || !isAwaited(stepState)) return
  fail(stepState, `written, and after ${Math.round(longestWait / 1000)} s ${notReadyWords(message)}`)
}

const MOST_NAMES = 3

function waitingFor(names: readonly string[], longestWait: number): string {
  const shown = firstNames(names, MOST_NAMES)
  return `waiting up to ${Math.round(longestWait / 1000)} s for the server to be ready with ${shown}`
}
