/**
 * Checks whether policies are ready. The server does not use a policy that is not
 * ready: then a stricter spec protects nobody, and the run did not succeed.
 */
import { firstNames } from '../diagnostic/first-names.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Mismatch } from './mismatch.ts'
import { fail, type StepState } from './step-state.ts'
import type { WriteContext } from './write-context.ts'

/** Milliseconds before the next read; then longer, up to LONGEST_BETWEEN. */
const BETWEEN_LOOKS = 1_000
const LONGEST_BETWEEN = 10_000

type List = readonly LivePolicy[]

/**
 * Reads the list until each policy is ready, or the time is up. Steps whose policies
 * are not ready then have failed, with the server's message.
 *
 * @param look reads the list; null if it could not be read.
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

/** Finds policies that are not ready, with the server's message. A policy without a status counts as ready. */
export function notReady(live: List, names: Pick<ReadonlySet<string>, 'has'>): ReadonlyMap<string, string> {
  return new Map(
    live.flatMap(({ name, readiness }) =>
      readiness?.isReady === false && names.has(name) ? [[name, readiness.message] as const] : [],
    ),
  )
}

/** Finds policies that are not ready among those that the plan leaves unchanged. */
export function unreadyDifferences(live: List, names: Pick<ReadonlySet<string>, 'has'>): readonly Mismatch[] {
  return [...notReady(live, names)].map(([policy, message]) => ({ policy, message: notReadyWords(message) }))
}

export function notReadyWords(message: string): string {
  return `it is not ready: ${message === '' ? 'the server does not say why' : message}`
}

/** Tells whether the step's policy has to become ready. A failed step is reported as failed, so the run does not wait for it. */
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
