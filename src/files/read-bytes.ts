import { closeSync, constants, openSync, readSync } from 'node:fs'
import { MAX_BYTES } from '../parse/source.ts'

/** One byte above the limit is enough to refuse a file. */
const MOST = MAX_BYTES + 1

/** One buffer for all reads: policy files are small, and a new buffer costs more than reading one. */
let buffer: Buffer | null = null

/**
 * The bytes of a policy file. A file above the limit is read up to one byte more
 * than the limit.
 *
 * @param path absolute. @throws the system's error.
 */
export function readBytes(path: string): Uint8Array {
  buffer ??= Buffer.allocUnsafeSlow(MOST)
  return Uint8Array.prototype.slice.call(buffer, 0, readInto(path, buffer, 0))
}

/** Room for thousands of policies; unused memory is never touched. */
const PIECE = 4 * MOST

/**
 * Makes a reader for many files, each read as by readBytes. It puts them one behind
 * the other into few large buffers: a buffer for each file costs as much as reading it.
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

/** @param target has room for the largest file from `start` on. @returns the number of bytes that were read. */
function readInto(path: string, target: Uint8Array, start: number): number {
  // Without blocking, since the file may have been replaced by a pipe meanwhile.
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
