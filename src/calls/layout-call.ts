/**
 * Reads calls from lines of one layout, by bytes. It returns the call that
 * JSON.parse and RecordReading return, or nothing. Unusual lines (a value that is
 * no text, a character beyond ASCII, a URL with a user) are left to them, and so is
 * every line that is no call, so that one place gives the reasons.
 */
import type { ByteTable } from './byte-table.ts'
import type { AgentCall } from './call.ts'
import { timeOf } from './call-time.ts'
import { LONGEST_URL } from './call-url.ts'
import { ClockTexts } from './clock-text.ts'
import { startsWith } from './json-scalar.ts'
import type { CallHoles, Hole } from './layout-holes.ts'
import type { LineLayout } from './line-layout.ts'
import type { RecordReading } from './read-record.ts'

/** The longest URL that is put together from parts here; longer ones are left to JSON.parse. */
const LONGEST_JOINED = 4096

export class LayoutCalls {
  readonly #layout: LineLayout
  readonly #holes: CallHoles
  readonly #reading: RecordReading
  readonly #clock = new ClockTexts()
  readonly #joined: Buffer

  constructor(layout: LineLayout, holes: CallHoles, reading: RecordReading) {
    this.#layout = layout
    this.#holes = holes
    this.#reading = reading
    this.#joined = Buffer.alloc(holes.url.length > 1 ? LONGEST_JOINED : 0)
  }

  isOf(layout: LineLayout): boolean {
    return layout.text === this.#layout.text
  }

  /** @returns undefined if the line has another layout, or is left to JSON.parse. */
  read(bytes: Buffer, from: number, to: number): AgentCall | undefined {
    if (!this.#layout.fits(bytes, from, to)) return undefined
    const { texts, caller } = this.#reading
    const { agent, tool, capability } = this.#holes
    const method = this.#text(bytes, this.#holes.method, texts.method)
    const url = this.#url(bytes)
    const named = agent === null ? caller : this.#text(bytes, agent, texts.agent)
    const [toolName, capabilityName] = [this.#name(bytes, tool), this.#name(bytes, capability)]
    const time = this.#time(bytes)
    if (method === undefined || url === undefined || named === undefined || named === null) return undefined
    if (toolName === undefined || capabilityName === undefined || time === undefined) return undefined
    return { method, url, agent: named, tool: toolName, capability: capabilityName, time }
  }

  #text<T>(bytes: Buffer, hole: Hole, table: ByteTable<T>): T | undefined {
    const start = this.#start(hole)
    // Another field may have the value.
    if (!hole.isSole && (startsWith(bytes, NOTHING_THERE, start) || this.#end(hole) - start === 2))
      return undefined
    return bytes[start] === QUOTE ? table.of(bytes, start + 1, this.#end(hole) - 1) : undefined
  }

  #name(bytes: Buffer, hole: Hole | null): string | null | undefined {
    if (hole === null || this.#isNull(bytes, hole)) return null
    return this.#text(bytes, hole, this.#reading.texts.name)
  }

  #time(bytes: Buffer): number | null | undefined {
    const { time } = this.#holes
    if (time === null || this.#isNull(bytes, time)) return null
    const [start, end] = [this.#start(time), this.#end(time)]
    if (bytes[start] !== QUOTE) return timeOf(JSON.parse(bytes.toString('latin1', start, end))) ?? undefined
    const read = this.#clock.read(bytes, start + 1, end - 1)
    // An invalid time is left to RecordReading, which reports its line.
    return read ?? timeOf(bytes.toString('latin1', start + 1, end - 1)) ?? undefined
  }

  #url(bytes: Buffer): string | undefined {
    const [hole] = this.#holes.url
    if (hole === undefined) return undefined
    if (this.#holes.url.length > 1) {
      const length = this.#join(bytes)
      return length === null ? undefined : this.#bare(this.#joined, 0, length)
    }
    const [start, end] = [this.#start(hole), this.#end(hole)]
    return bytes[start] === QUOTE ? this.#bare(bytes, start + 1, end - 1) : undefined
  }

  /** Cuts off query and fragment, before anything is cached. */
  #bare(bytes: Buffer, start: number, end: number): string | undefined {
    if (end - start > LONGEST_URL) return undefined
    let at = start
    while (at < end && bytes[at] !== QUESTION && bytes[at] !== HASH) {
      if (bytes[at] === AT) return undefined
      at += 1
    }
    return this.#reading.texts.url.of(bytes, start, at)
  }

  /** @returns the length of the whole URL; null: a part is missing, or invalid. */
  #join(bytes: Buffer): number | null {
    let length = 0
    for (const [place, hole] of this.#holes.url.entries()) {
      const [start, end] = [this.#start(hole), this.#end(hole)]
      const isPart = bytes[start] === QUOTE && end - start > 2 && !startsWith(bytes, NOTHING_THERE, start)
      if (!isPart || length + SCHEME_END.length + end - start > LONGEST_JOINED) return null
      if (place === 1) length += SCHEME_END.copy(this.#joined, length)
      if (place === 2 && bytes[start + 1] !== SLASH) return null
      if (place === 1 && !isAuthority(bytes, start + 1, end - 1)) return null
      length += bytes.copy(this.#joined, length, start + 1, end - 1)
    }
    return length
  }

  #isNull(bytes: Buffer, hole: Hole): boolean {
    return hole.isSole && startsWith(bytes, NULL, this.#start(hole))
  }

  #start({ index }: Hole): number {
    return this.#layout.starts[index] ?? 0
  }

  #end({ index }: Hole): number {
    return this.#layout.ends[index] ?? 0
  }
}

/** Tells whether the bytes may be a host and port: nothing in them begins a path, query or fragment. */
function isAuthority(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at]
    if (byte === SLASH || byte === QUESTION || byte === HASH || byte === BACKSLASH) return false
  }
  return true
}

const BACKSLASH = 0x5c
const [QUOTE, QUESTION, HASH, AT, SLASH] = [0x22, 0x3f, 0x23, 0x40, 0x2f]
const NULL = Buffer.from('null')
const NOTHING_THERE = Buffer.from('"-"')
const SCHEME_END = Buffer.from('://')
