/** Finds out whether a packed log repeats another: its calls would be counted twice. */
import { GzipFault, gunzipped } from './gunzipped.ts'

type Chunks = AsyncIterable<Uint8Array>

export interface Repeated {
  readonly log: 'packed' | 'plain'
  /** The place from which the packed log cannot be read, so that nobody knows its other calls; null: all of it can be read. */
  readonly fault: { readonly line: number; readonly reason: string } | null
}

/**
 * Returns the log that is the beginning of the other, or all of it: its calls are all in the other. A packed log is
 * often older than the plain one beside it, and may be cut off.
 *
 * @param packed of gzip, or plain in spite of its name. @returns null: each has calls of its own.
 */
export async function repeatedOf(packed: Chunks, plain: Chunks): Promise<Repeated | null> {
  const rest = reader(plain)
  let line = 1
  try {
    for await (const chunk of unpackedLog(packed)) {
      const found = await rest.compare(chunk)
      if (found !== 'same') return found === 'over' ? { log: 'plain', fault: null } : null
      line += lineEnds(chunk)
    }
    return { log: 'packed', fault: null }
  } catch (error) {
    if (!(error instanceof GzipFault)) throw error
    return { log: 'packed', fault: { line, reason: error.message } }
  } finally {
    await rest.close()
  }
}

function lineEnds(bytes: Uint8Array): number {
  let number = 0
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) number += 1
  return number
}

const LINE_FEED = 10

/** The bytes of a log, of gzip or plain. */
export async function* unpackedLog(chunks: Chunks): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]()
  const first = await iterator.next()
  async function* whole() {
    for (let next = first; next.done !== true; next = await iterator.next()) yield next.value
  }
  const [a, b] = first.done === true ? [] : first.value
  yield* a === 0x1f && b === 0x8b ? gunzipped(whole()) : whole()
}

interface Reader {
  /** Compares the next bytes, as far as there are any. */
  compare(bytes: Uint8Array): Promise<'same' | 'other' | 'over'>
  close(): Promise<void>
}

function reader(chunks: Chunks): Reader {
  const iterator = chunks[Symbol.asyncIterator]()
  let held: Uint8Array = new Uint8Array()
  return {
    async compare(bytes) {
      for (let at = 0; at < bytes.length; ) {
        if (held.length === 0) {
          const next = await iterator.next()
          if (next.done === true) return 'over'
          held = next.value
        }
        const length = Math.min(held.length, bytes.length - at)
        if (Buffer.compare(held.subarray(0, length), bytes.subarray(at, at + length)) !== 0) return 'other'
        held = held.subarray(length)
        at += length
      }
      return 'same'
    },
    async close() {
      await iterator.return?.()
    },
  }
}
