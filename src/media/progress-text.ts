import type { Progress } from '../apply/run.ts'
import { printable } from '../words/printable.ts'

/** Writes the progress line, which is updated while an apply runs. */
export function progressText({ done, total, failed, writers }: Progress): string {
  const bad = failed > 0 ? `, ${failed} failed` : ''
  return `writing ${done} of ${total}${bad}, ${writers} at a time`
}

/** Writes the progress line of several targets: `writing dev-eu 2 of 9, 1 failed · dev-us 3 of 4`. */
export function progressTextOf(going: ReadonlyMap<string | null, Progress>): string {
  const parts = [...going].map(([target, { done, total, failed }]) => {
    const bad = failed > 0 ? `, ${failed} failed` : ''
    return `${printable(target ?? '')} ${done} of ${total}${bad}`
  })
  return `writing ${parts.join(' · ')}`
}
