import type { Headers } from './transport.ts'

/**
 * Returns the milliseconds to wait from `Retry-After`, which has seconds or an HTTP
 * date; null if there is none, or it cannot be read.
 *
 * A date is compared with the server's own `Date`, so that a wrong clock of this
 * machine does not matter.
 */
export function retryAfter(headers: Headers): number | null {
  const value = single(headers['retry-after'])
  if (value === null) return null
  // However many digits: a wait for years is one that nobody waits for, and no missing one.
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, Number.MAX_SAFE_INTEGER)
  // The form is checked first, since Date.parse takes '-5' for a month.
  const until = /^[A-Z][a-z]+,? .* GMT$/.test(value) ? Date.parse(value) : Number.NaN
  const now = Date.parse(single(headers.date) ?? '')
  return Number.isNaN(until) || Number.isNaN(now) ? null : Math.max(0, until - now)
}

function single(value: string | string[] | undefined): string | null {
  const first = Array.isArray(value) ? value[0] : value
  return first === undefined ? null : first.trim()
}
