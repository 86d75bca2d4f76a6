/**
 * Reads the calls of a log from a stream of bytes. Only the current line is in
 * memory. Unreadable lines are reported by their numbers, without their content,
 * and reading goes on.
 */

import { isFields } from '../policy/shape.ts'
import type { CallSink } from './call.ts'
import type { FieldPaths } from './field-path.ts'
import { GzipFault, gunzipped } from './gunzipped.ts'
import { INPUT_FORMATS, type InputFormat, type RecordReader, recordReader } from './input-format.ts'
import { KnownLayouts } from './known-layouts.ts'
import type { RecordReading } from './read-record.ts'
import { type ElementSink, ElementSplitter, type ListPath } from './split-elements.ts'
import { type LineSink, LineSplitter } from './split-lines.ts'

export interface LogOptions {
  /** null: recognised by the content. */
  readonly format: InputFormat | null
  readonly fields: FieldPaths
}

type Chunks = AsyncIterable<Uint8Array>

/** @param reading shared by all logs of a run, so that equal texts are kept once. */
export async function readLog(
  chunks: Chunks,
  options: LogOptions,
  { reading, sink }: { readonly reading: RecordReading; readonly sink: CallSink },
): Promise<void> {
  const { start, whole } = await peeked(chunks)
  const records = new Records(options, reading, sink)
  let splitter: Splitter | null = null
  try {
    const plain = isGzip(start) ? await peeked(gunzipped(whole)) : { start, whole }
    const list = listIn(plain.start, options.format)
    splitter = list === null ? new LineSplitter(records) : new ElementSplitter(records, list)
    for await (const chunk of plain.whole) splitter.write(chunk)
  } catch (error) {
    if (!(error instanceof GzipFault)) throw error
    sink.skip(splitter?.number ?? 1, error.message)
    return
  }
  if (splitter.end() === false) sink.skip(splitter.number, 'the log ends in the middle of its list of calls')
}

type Splitter = LineSplitter | ElementSplitter

const PEEK = 4096

/** Reads the first bytes of a stream, and returns them and the whole stream. */
async function peeked(
  chunks: Chunks,
): Promise<{ readonly start: Uint8Array; readonly whole: AsyncGenerator<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]()
  const first: Uint8Array[] = []
  let length = 0
  let fault: { readonly error: unknown } | null = null
  while (length < PEEK && fault === null) {
    try {
      const { done, value } = await iterator.next()
      if (done === true) break
      first.push(value)
      length += value.length
    } catch (error) {
      // The lines before the fault are processed first.
      fault = { error }
    }
  }
  async function* whole() {
    yield* first.splice(0)
    if (fault !== null) throw fault.error
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
  }
  return { start: Buffer.concat(first), whole: whole() }
}

function isGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b
}

const HAR: ListPath = ['log', 'entries']
const HAR_START = /^\s*\{\s*"log"\s*:\s*(?:\{|$)/

/** Finds the list of records; null: each line is a record. */
function listIn(start: Uint8Array, format: InputFormat | null): ListPath | null {
  if (format === 'har') return HAR
  const text = new TextDecoder().decode(start)
  if (/^\s*\[/.test(text)) return []
  return format === null && HAR_START.test(text) ? HAR : null
}

const NOT_JSON = 'it is not JSON'
const NO_FORMAT = 'it is not a call: it has neither a method with a URL nor the parts of one'

/** Reads calls from texts of records. The first record that fits a format decides the format of all. */
class Records implements LineSink, ElementSink {
  readonly #candidates: readonly RecordReader[]
  readonly #reading: RecordReading
  readonly #sink: CallSink
  readonly #layouts: KnownLayouts
  #reader: RecordReader | null

  constructor({ format, fields }: LogOptions, reading: RecordReading, sink: CallSink) {
    this.#candidates = INPUT_FORMATS.map((name) => recordReader(name, fields))
    this.#reader = this.#candidates.find((reader) => reader.format === format) ?? null
    this.#reading = reading
    this.#sink = sink
    this.#layouts = new KnownLayouts(reading)
  }

  line(bytes: Buffer, { from, to }: { readonly from: number; readonly to: number }, line: number): void {
    const call = this.#layouts.read(bytes, from, to)
    if (call !== undefined) {
      this.#sink.call(call, line)
      return
    }
    const isCall = this.element(bytes.toString('utf8', from, to), line)
    if (isCall && this.#reader !== null) this.#layouts.learn(bytes.subarray(from, to), this.#reader)
  }

  /** @returns true if it is a call. */
  element(text: string, line: number): boolean {
    const record = parsed(text)
    if (record === undefined) return text.trim() !== '' && this.#skip(line, NOT_JSON)
    if (!isFields(record)) return this.#skip(line, 'it is not an object')
    this.#reader ??= this.#candidates.find(({ fits }) => fits(record)) ?? null
    if (this.#reader === null) return this.#skip(line, NO_FORMAT)
    return this.#reading.read(record, this.#reader, { line, sink: this.#sink })
  }

  tooLong(line: number): void {
    this.#skip(line, 'it is longer than 16 MiB')
  }

  unread(line: number, reason: string): void {
    this.#skip(line, reason)
  }

  #skip(line: number, reason: string): false {
    this.#sink.skip(line, reason)
    return false
  }
}

/** @returns undefined for invalid JSON. The error is dropped, since it would quote the line. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
