/** Reads durations as Go does, since the server is written in Go: 4h, 30m, 1h30m, +4h, .5h. */

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1e3,
  m: 6e4,
  h: 3.6e6,
}
const DURATION = /^\+?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/

/** @returns milliseconds; null for a text that is no duration above zero. */
export function durationOf(text: string): number | null {
  if (!DURATION.test(text)) return null
  let total = 0
  for (const [, amount, unit = ''] of text.matchAll(/(\d*\.?\d*)([a-zµμ]+)/g))
    total += Number(amount) * (UNITS[unit] ?? 0)
  return total > 0 && Number.isFinite(total) ? total : null
}

/** Gives equal durations one text: a server may write 240m as 4h0m0s. A text that is no duration stays as it is. */
export function canonicalDuration(text: string): string {
  const total = durationOf(text)
  if (total === null) return text
  const seconds = Math.round(total) / 1e3
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor((seconds % 3600) / 60),
    Number((seconds % 60).toFixed(3)),
  ]
  const parts = [
    ...(hours > 0 ? [`${hours}h`] : []),
    ...(minutes > 0 ? [`${minutes}m`] : []),
    ...(rest > 0 ? [`${rest}s`] : []),
  ]
  return parts.join('') || text
}
