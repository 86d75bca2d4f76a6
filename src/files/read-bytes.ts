import { closeSync, constants, openSync, readSync } from 'node:fs'
import { MAX_BYTES } from '../parse/source.ts'

/** One for all reads: a policy file is small, and a fresh one for each costs more than reading it. */
let buffer: Buffer | null = null

/**
 * The bytes of a policy file; of one above the bound only one byte more than
 * that, which is enough to refuse it.
 *
 * @param path absolute. @throws the system's error.
 */
export function readBytes(path: string): Uint8Array {
  buffer ??= Buffer.allocUnsafeSlow(MAX_BYTES + 1)
  // Not blocking: what was a file a moment ago may be a pipe now.
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    let length = 0
    for (;;) {
      const read = readSync(descriptor, buffer, length, buffer.length - length, null)
      length += read
      if (read === 0 || length === buffer.length) return Uint8Array.prototype.slice.call(buffer, 0, length)
    }
  } finally {
    closeSync(descriptor)
  }
}
