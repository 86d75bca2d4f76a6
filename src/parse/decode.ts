import { grouped } from '../diagnostic/count.ts'
import type { Problem } from './problem.ts'
import { MAX_BYTES } from './source.ts'
import { type StandIn, standInIn } from './stand-in.ts'

/** The text of a file, or why there is none. */
export type Decoded = { readonly text: string } | { readonly problem: Problem; readonly lossyText: string }

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const lossy = new TextDecoder('utf-8', { ignoreBOM: true })

const TOO_LARGE: Problem = {
  check: 'too-large',
  message: `more than ${grouped(MAX_BYTES)} bytes in a policy file`,
  hint: 'split it: one policy per file is also easier to review',
  start: 0,
  end: 0,
}

export function decode(bytes: Uint8Array): Decoded {
  if (bytes.length > MAX_BYTES) return { problem: TOO_LARGE, lossyText: '' }
  const standIn = standInIn(bytes)
  if (standIn !== null) return { problem: contentElsewhere(standIn), lossyText: '' }
  try {
    return { text: utf8.decode(bytes) }
  } catch {
    const lossyText = lossy.decode(bytes)
    return { problem: notUtf8(bytes, Math.max(0, lossyText.indexOf('\uFFFD'))), lossyText }
  }
}

function contentElsewhere({ fact, hint }: StandIn): Problem {
  return { check: 'content-elsewhere', message: `this file ${fact}`, hint, start: 0, end: 0 }
}

function notUtf8(bytes: Uint8Array, start: number): Problem {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  return {
    check: 'not-utf8',
    message: isUtf16 ? 'this is UTF-16, not UTF-8' : 'this is not UTF-8',
    hint: 'save the file as UTF-8',
    start,
    end: start + 1,
  }
}
