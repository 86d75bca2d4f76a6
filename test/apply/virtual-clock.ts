/** Time for several that wait at once: it goes on to the next waiter when nobody has anything else to do. */
import type { RunClock } from '../../src/apply/run.ts'

export function virtualClock(): RunClock {
  let now = 0
  let waiters: { readonly at: number; readonly wake: () => void }[] = []
  const goOn = (): void => {
    const next = waiters.reduce((first, one) => (one.at < first.at ? one : first))
    waiters = waiters.filter((one) => one !== next)
    now = Math.max(now, next.at)
    next.wake()
  }
  return {
    elapsed: () => now,
    sleep: (milliseconds) =>
      new Promise((wake) => {
        waiters.push({ at: now + milliseconds, wake })
        setImmediate(goOn)
      }),
  }
}
