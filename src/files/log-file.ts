/** Files that are read as they come, however long they are. */
import { createReadStream, statSync } from 'node:fs'

const PIECE = 256 * 1024

/** Tells whether a path is a file or a pipe: a folder holds no log, and /dev/zero never ends. @param path absolute. */
export function isLogFile(path: string): boolean {
  try {
    const stats = statSync(path)
    return stats.isFile() || stats.isFIFO()
  } catch {
    return false
  }
}

/** @param path absolute. @throws the system's error, while it is read. */
export function logBytes(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: PIECE })
}
