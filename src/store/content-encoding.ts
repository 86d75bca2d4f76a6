/** Decodes compressed bodies. policyctl asks for none, but a proxy may compress them nevertheless. */
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import type { Headers } from './transport.ts'

/** The bytes; or a description of a body that cannot be decoded: 'content in the encoding zstd, which …'. */
export type Unpacked =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'packed'; readonly what: string }

type Unpack = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array

const DECODERS: ReadonlyMap<string, Unpack> = new Map([
  ['gzip', gunzipSync],
  ['x-gzip', gunzipSync],
  ['deflate', inflateSync],
  ['br', brotliDecompressSync],
])

/** @param largest the most bytes after decoding. */
export function unpacked(bytes: Uint8Array, headers: Headers, largest: number): Unpacked {
  const names = [headers['content-encoding'] ?? []].flat().join(',').toLowerCase().split(',')
  const encodings = names.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity')
  if (bytes.length === 0) return { kind: 'bytes', bytes }
  let body = bytes
  // The last encoding was applied last, so it is removed first.
  for (const encoding of encodings.reverse()) {
    const unpack = DECODERS.get(encoding)
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

/** Quotes the name of an encoding only if it is one short word. */
function worded(encoding: string): string {
  return /^[\w.-]{1,20}$/.test(encoding) ? encoding : '(no word)'
}
