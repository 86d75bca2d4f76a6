/** Ages in words. Times come from the clocks of many machines, so one may lie ahead of this machine's. */

/** Clocks that differ by less are usual, milliseconds. */
const USUAL = 10 * 60_000

/** `since` in words: '20 s', '4 min', '3 h', '2 d', or that its time is ahead of this clock. */
export function ageOf(since: string, now: Date): string {
  const passed = now.getTime() - Date.parse(since)
  if (Number.isNaN(passed)) return 'unknown'
  const ahead = aheadOf(since, now)
  return ahead === null ? spanText(Math.max(0, passed)) : `its time is ${ahead} ahead of this clock`
}

/** 'for 20 s', for a sentence about someone who holds something. */
export function heldFor(since: string, now: Date): string {
  return aheadOf(since, now) === null ? `for ${ageOf(since, now)}` : ageOf(since, now)
}

/** '3 h ago', for a sentence about a deed. */
export function agoOf(since: string, now: Date): string {
  const ahead = aheadOf(since, now)
  return ahead === null ? `${ageOf(since, now)} ago` : `at a time that is ${ahead} ahead of this clock`
}

/** How far a time lies ahead of this clock, as '3 h'; null: it does not, or no more than is usual. */
export function aheadOf(since: string, now: Date): string | null {
  const ahead = Date.parse(since) - now.getTime()
  return ahead > USUAL ? spanText(ahead) : null
}

/** '20 s', '4 min', '3 h', '2 d'. */
export function spanText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  const minutes = Math.round(seconds / 60)
  if (seconds < 120) return `${seconds} s`
  if (minutes < 120) return `${minutes} min`
  return minutes < 2 * 24 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} d`
}
