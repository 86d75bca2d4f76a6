/** Bodies that come packed, though nobody asked for it: a proxy between may pack what it likes. */
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import type { Headers } from './transport.ts'

/** The bytes, or what they are instead: 'content in the encoding zstd, which …'. */
export type Unpacked =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'packed'; readonly what: string }

type Unpack = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array

const SPOKEN: ReadonlyMap<string, Unpack> = new Map([
  ['gzip', gunzipSync],
  ['x-gzip', gunzipSync],
  ['deflate', inflateSync],
  ['br', brotliDecompressSync],
])

/** @param largest bytes that it may unpack to. */
export function unpacked(bytes: Uint8Array, headers: Headers, largest: number): Unpacked {
  const names = [headers['content-encoding'] ?? []].flat().join(',').toLowerCase().split(',')
  const encodings = names.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity')
  if (bytes.length === 0) return { kind: 'bytes', bytes }
  let body = bytes
  // The last one was put on last.
  for (const encoding of encodings.reverse()) {
    const unpack = SPOKEN.get(encoding)
    if (unpack === undefined)
      return packed(`content in the encoding ${worded(encoding)}, which policyctl does not decode,`)
    try {
      body = unpack(body, { maxOutputLength: largest })
    } catch {
      return packed(`content that is damaged, or too large, in the encoding ${encoding}`)
    }
  }
  return { kind: 'bytes', bytes: body }
}

function packed(what: string): Unpacked {
  return { kind: 'packed', what }
}

/** A word of the server's; more than a word is not quoted. */
function worded(encoding: string): string {
  return /^[\w.-]{1,20}$/.test(encoding) ? encoding : '(no word)'
}
