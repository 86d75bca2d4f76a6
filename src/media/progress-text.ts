import type { Progress } from '../apply/run.ts'

/** One line that is written over and over while an apply runs. */
export function progressText({ done, total, failed, writers }: Progress): string {
  const bad = failed > 0 ? `, ${failed} failed` : ''
  return `writing ${done} of ${total}${bad}, ${writers} at a time`
}
