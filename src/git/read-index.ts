/**
 * Reads a plain index without git, since a process costs more than all that
 * lint does when nothing changed. Anything unusual is left to git. Source: Documentation/gitformat-index.adoc of git.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TreeEntry } from './objects.ts'

export interface IndexEntry extends TreeEntry {
  /** True if git keeps the file off the disk (skip-worktree, from a sparse checkout or by hand). It may still be on disk. */
  readonly isSkipped: boolean
  /** True if git was told to ignore changes of the file (assume-unchanged). */
  readonly isAssumed: boolean
}

export interface PlainEntry extends IndexEntry {
  /** True for a file that git wants on disk: no link, no submodule, no side of a conflict, nothing skipped. */
  readonly isPlainFile: boolean
}

const HASH = 20
const HEADER = 12
/** Times, device, owner and size, then the object's id and the flags. */
const FIXED = 40 + HASH + 2
const MODE_AT = 24
const OID_AT = 40
const FLAGS_AT = 40 + HASH

/**
 * @param gitFolder `.git`, or what it leads to; absolute.
 * @returns null if there is no index, or git has to be asked: a split or sparse index, another hash, no
 * checksum, a later version, damage.
 */
export function readPlainIndex(gitFolder: string): readonly PlainEntry[] | null {
  const bytes = bytesOf(join(gitFolder, 'index'))
  if (bytes === null || bytes.length < HEADER + HASH) return null
  const version = bytes.readUInt32BE(4)
  if (bytes.toString('latin1', 0, 4) !== 'DIRC' || version < 2 || version > 4) return null
  const end = bytes.length - HASH
  if (!createHash('sha1').update(bytes.subarray(0, end)).digest().equals(bytes.subarray(end))) return null
  const entries: PlainEntry[] = []
  let at = HEADER
  let before: Buffer = Buffer.alloc(0)
  for (let left = bytes.readUInt32BE(8); left > 0; left -= 1) {
    const entry = entryAt(bytes, { at, end, version, before })
    if (entry === null) return null
    entries.push(entry.found)
    at = entry.next
    before = entry.name
  }
  return hasOnlyHints(bytes, at, end) ? entries : null
}

function bytesOf(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}

interface Position {
  readonly at: number
  readonly end: number
  readonly version: number
  /** Path of the entry before, as bytes: version 4 stores only the difference to it, which may begin inside a character. */
  readonly before: Buffer
}

function entryAt(
  bytes: Buffer,
  { at, end, version, before }: Position,
): { readonly found: PlainEntry; readonly name: Buffer; readonly next: number } | null {
  if (at + FIXED > end) return null
  const flags = bytes.readUInt16BE(at + FLAGS_AT)
  const isExtended = (flags & 0x4000) !== 0
  const isSkipped = isExtended && (bytes.readUInt16BE(at + FIXED) & 0x4000) !== 0
  const isStaged = (flags & 0x3000) !== 0
  const mode = bytes.readUInt32BE(at + MODE_AT)
  const start = at + FIXED + (isExtended ? 2 : 0)
  const name = version === 4 ? shortName(bytes, start, before) : fullName(bytes, start)
  if (name === null || name.next > end) return null
  // Versions 2 and 3 pad each entry to a multiple of eight bytes, with one to eight zeros.
  const next = version === 4 ? name.next : at + ((name.next - 1 - at + 8) & ~7)
  const found: PlainEntry = {
    path: name.path.toString('utf8'),
    mode: mode.toString(8),
    oid: bytes.toString('hex', at + OID_AT, at + OID_AT + HASH),
    isSkipped,
    isAssumed: (flags & 0x8000) !== 0,
    isPlainFile: mode >> 12 === 0o10 && !isStaged && !isSkipped,
  }
  return { found, name: name.path, next }
}

interface Name {
  readonly path: Buffer
  /** The position after the zero that ends it. */
  readonly next: number
}

function fullName(bytes: Buffer, start: number): Name | null {
  const zero = bytes.indexOf(0, start)
  return zero === -1 ? null : { path: bytes.subarray(start, zero), next: zero + 1 }
}

/** Reads a name of version 4: a number of bytes to remove from the end of the previous name, and the text to append. */
function shortName(bytes: Buffer, start: number, before: Buffer): Name | null {
  let at = start
  let byte = bytes[at] ?? 0
  let count = byte & 127
  while ((byte & 128) !== 0) {
    at += 1
    byte = bytes[at] ?? 0
    count = (count + 1) * 128 + (byte & 127)
  }
  const rest = fullName(bytes, at + 1)
  if (rest === null || count > before.length) return null
  return { path: Buffer.concat([before.subarray(0, before.length - count), rest.path]), next: rest.next }
}

/** Tells whether all extensions are optional (capital letter first); others change the meaning of the entries. */
function hasOnlyHints(bytes: Buffer, start: number, end: number): boolean {
  let at = start
  while (at + 8 <= end) {
    if (!/^[A-Z]/.test(bytes.toString('latin1', at, at + 1))) return false
    at += 8 + bytes.readUInt32BE(at + 4)
  }
  return at === end
}
