/** Reads times like `2026-11-01T10:00:00.123Z` from bytes, as most logs write them. */
import { timeOf } from './call-time.ts'

/** The length up to the minute, which is cached: most lines have the minute of the line before. */
const MINUTE = 'yyyy-mm-ddThh:mm:'.length
const [ZERO, NINE, DOT, ZULU] = [0x30, 0x39, 0x2e, 0x5a]
const SHORTEST = MINUTE + 'ssZ'.length
const LONGEST = MINUTE + 'ss.123456789Z'.length

export class ClockTexts {
  readonly #minute = new Uint8Array(MINUTE)
  #since: number | null = null

  /** @returns the result of `timeOf`; null also for times in another form. */
  read(bytes: Buffer, start: number, end: number): number | null {
    if (end - start < SHORTEST || end - start > LONGEST || bytes[end - 1] !== ZULU) return null
    const since = this.#minuteOf(bytes, start)
    const seconds = numberAt(bytes, start + MINUTE, start + MINUTE + 2)
    if (since === null || seconds < 0 || seconds > 59) return null
    const dot = start + MINUTE + 2
    if (dot === end - 1) return since + seconds * 1000
    const digits = end - dot - 2
    if (bytes[dot] !== DOT || digits < 1) return null
    if (numberAt(bytes, dot + 1, end - 1) < 0) return null
    // Digits beyond milliseconds are cut off, as Date.parse does.
    const kept = Math.min(digits, 3)
    return since + seconds * 1000 + numberAt(bytes, dot + 1, dot + 1 + kept) * 10 ** (3 - kept)
  }

  #minuteOf(bytes: Buffer, start: number): number | null {
    let at = 0
    while (at < MINUTE && this.#minute[at] === bytes[start + at]) at += 1
    if (at === MINUTE) return this.#since
    this.#minute.set(bytes.subarray(start, start + MINUTE))
    this.#since = timeOf(`${bytes.toString('latin1', start, start + MINUTE)}00Z`)
    return this.#since
  }
}

/** @returns -1 if a byte is no digit. */
function numberAt(bytes: Uint8Array, start: number, end: number): number {
  let number = 0
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte < ZERO || byte > NINE) return -1
    number = number * 10 + byte - ZERO
  }
  return number
}
