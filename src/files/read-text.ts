/** Reads files that the user names: up to a limit, or as a stream, and never from a device. */
import {
  closeSync,
  createReadStream,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'

/** A plan of 10,000 policies is about 40 MB. */
const LARGEST = 256 * 1024 * 1024
const PIECE = 64 * 1024

/**
 * Reads a whole file or pipe as UTF-8.
 * @returns null if it cannot be read, is larger than `largest` bytes (256 MiB), or is
 * a device: /dev/zero never ends.
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

export interface FoundFile {
  /** Relative to the folder. */
  readonly name: string
  readonly text: string
}

/** The most files that are read. */
const MOST = 2_000

/**
 * Reads the text files below a folder whose names match, sorted by path.
 *
 * @param folder absolute. @returns null if there is no such folder.
 */
export function readFolder(folder: string, wanted: RegExp): readonly FoundFile[] | null {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() && wanted.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .slice(0, MOST)
      .flatMap((path) => {
        const text = readText(path)
        return text === null ? [] : [{ name: path.slice(folder.length + 1), text }]
      })
  } catch {
    return null
  }
}

const LOG_PIECE = 256 * 1024

/** Tells whether a path can be a log: a file or a pipe. A folder is no log, and /dev/zero never ends. @param path absolute. */
export function isLogFile(path: string): boolean {
  try {
    const stats = statSync(path)
    return stats.isFile() || stats.isFIFO()
  } catch {
    return false
  }
}

/** Tells whether a path can be read more than once. @param path absolute. */
export function isPlainFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}

/** Tells files apart, whatever paths and links lead to them. @param path absolute. @throws the system's error. */
export function fileIdentity(path: string): string {
  const { dev, ino } = statSync(path, { bigint: true })
  // A file system without inodes tells files apart by their paths only.
  return ino === 0n ? realpathSync(path) : `${dev}:${ino}`
}

/** Reads a log as a stream. @param path absolute. @throws the system's error, during reading. */
export function logBytes(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: LOG_PIECE })
}
