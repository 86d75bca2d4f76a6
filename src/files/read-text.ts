/** Texts that a user names: bounded, and only from what comes to an end. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** A plan of 10,000 policies is about 40 MB. */
const LARGEST = 256 * 1024 * 1024
const PIECE = 64 * 1024

/**
 * A whole file, or what comes out of a pipe, as UTF-8; null where it cannot be
 * read, is larger than 256 MiB, or is neither: /dev/zero never ends.
 *
 * @param path absolute.
 */
export function readText(path: string, largest = LARGEST): string | null {
  try {
    const descriptor = openSync(path, 'r')
    try {
      return textIn(descriptor, largest)
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return null
  }
}

function textIn(descriptor: number, largest: number): string | null {
  const stats = fstatSync(descriptor)
  if (!stats.isFile() && !stats.isFIFO()) return null
  const pieces: Buffer[] = []
  let length = 0
  while (length <= largest) {
    const piece = Buffer.allocUnsafe(Math.max(PIECE, Math.min(stats.size, largest) - length))
    const read = readSync(descriptor, piece)
    if (read === 0) return Buffer.concat(pieces, length).toString('utf8')
    pieces.push(piece.subarray(0, read))
    length += read
  }
  return null
}
