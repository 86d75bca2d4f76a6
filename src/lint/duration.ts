/** Durations as Go writes them, since the server is written in Go: 4h, 30m, 1h30m. */

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1e3,
  m: 6e4,
  h: 3.6e6,
}
const DURATION = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/

/** @returns milliseconds, null for what is no duration above zero. */
export function durationOf(text: string): number | null {
  if (!DURATION.test(text)) return null
  let total = 0
  for (const [, amount, unit = ''] of text.matchAll(/(\d+(?:\.\d+)?)([a-zµ]+)/g))
    total += Number(amount) * (UNITS[unit] ?? 0)
  return total > 0 && Number.isFinite(total) ? total : null
}

const WORDS: Readonly<Record<string, string>> = {
  d: '24h',
  day: '24h',
  days: '24h',
  w: '168h',
  week: '168h',
  weeks: '168h',
}

/** What was probably meant, null where nobody can tell. */
export function meantDuration(text: string): string | null {
  const [, amount, word = ''] = /^\s*(\d+)\s*([a-z]*)\s*$/i.exec(text) ?? []
  if (amount === undefined || Number(amount) === 0) return null
  const unit = word.toLowerCase()
  const days = WORDS[unit]
  if (days !== undefined) return `${Number(amount) * Number.parseInt(days, 10)}h`
  if (unit === '') return null
  return 'hms'.includes(unit.charAt(0)) ? `${amount}${unit.charAt(0)}` : null
}
