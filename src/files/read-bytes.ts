import { closeSync, constants, openSync, readSync } from 'node:fs'
import { MAX_BYTES } from '../parse/source.ts'

/** One byte above the bound is enough to refuse a file. */
const MOST = MAX_BYTES + 1

/** One for all reads: a policy file is small, and a fresh one for each costs more than reading it. */
let buffer: Buffer | null = null

/**
 * The bytes of a policy file; of one above the bound only one byte more than
 * that, which is enough to refuse it.
 *
 * @param path absolute. @throws the system's error.
 */
export function readBytes(path: string): Uint8Array {
  buffer ??= Buffer.allocUnsafeSlow(MOST)
  return Uint8Array.prototype.slice.call(buffer, 0, readInto(path, buffer, 0))
}

/** Room for thousands of policies; memory that no file reaches is never touched. */
const PIECE = 4 * MOST

/**
 * Reads many files, each as readBytes does, one behind the other into few large
 * pieces of memory: memory of its own for each file costs as much as reading it.
 */
export function piecewiseReader(): (path: string) => Uint8Array {
  let piece = new Uint8Array(0)
  let end = 0
  return (path) => {
    if (piece.length - end < MOST) {
      piece = new Uint8Array(PIECE)
      end = 0
    }
    const start = end
    end += readInto(path, piece, start)
    return new Uint8Array(piece.buffer, start, end - start)
  }
}

/** @param target has room for the largest file from `start` on. @returns the number of bytes. */
function readInto(path: string, target: Uint8Array, start: number): number {
  // Not blocking: what was a file a moment ago may be a pipe now.
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    let length = 0
    for (;;) {
      const read = readSync(descriptor, target, start + length, MOST - length, null)
      length += read
      if (read === 0 || length === MOST) return length
    }
  } finally {
    closeSync(descriptor)
  }
}
