/** Recognises usual durations, and durations with units that Go does not read. */
import type { Route } from '../policy/policy.ts'

const WORDS: Readonly<Record<string, string>> = {
  d: '24h',
  day: '24h',
  days: '24h',
  w: '168h',
  week: '168h',
  weeks: '168h',
}

/** Guesses the intended duration; null if there is no good guess. */
export function meantDuration(text: string): string | null {
  const [, amount, word = ''] = /^\s*(\d+)\s*([a-z]*)\s*$/i.exec(text) ?? []
  if (amount === undefined || Number(amount) === 0) return null
  const unit = word.toLowerCase()
  const days = WORDS[unit]
  if (days !== undefined) return `${Number(amount) * Number.parseInt(days, 10)}h`
  if (unit === '') return null
  return 'hms'.includes(unit.charAt(0)) ? `${amount}${unit.charAt(0)}` : null
}

/** The usual durations: up to 99 minutes, or up to a day. */
const USUAL = /^(?:[1-9]\d?m|(?:[1-9]|1\d|2[0-4])h)$/

/** Tells whether a route has a window that may be too long, or invalid. */
export function hasUnusualWindow({ defaultDuration }: Route): boolean {
  return defaultDuration !== undefined && !USUAL.test(defaultDuration)
}
