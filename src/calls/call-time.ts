/** Reads times of logs: ISO 8601, or numbers since 1970 in seconds, milliseconds, microseconds or nanoseconds. */

/** The form is checked first, since Date.parse takes 'call 7' for a day in 2001. */
const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i
const NUMBER = /^\d{1,19}(?:\.\d{1,9})?$/

/** The earliest and the latest time that is plausible in a log. */
const EARLIEST = Date.UTC(1990, 0)
const LATEST = Date.UTC(2200, 0)

/** @returns milliseconds since 1970; null: it is no time. A time without a zone is UTC. */
export function timeOf(value: unknown): number | null {
  if (typeof value === 'number') return plausible(fromNumber(value))
  if (typeof value !== 'string') return null
  if (NUMBER.test(value)) return plausible(fromNumber(Number(value)))
  const [text, zone] = ISO.exec(value) ?? []
  if (text === undefined || !isDay(text.slice(0, 10))) return null
  return plausible(Date.parse(zone === undefined && text.length > 10 ? `${text.trim()}Z` : text))
}

/** Days that do not exist roll over into the next month when they are parsed. */
function isDay(text: string): boolean {
  const time = Date.parse(text)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

function fromNumber(number: number): number {
  if (number < 1e11) return number * 1e3
  if (number < 1e14) return number
  return number < 1e17 ? number / 1e3 : number / 1e6
}

function plausible(milliseconds: number): number | null {
  return milliseconds >= EARLIEST && milliseconds < LATEST ? milliseconds : null
}
