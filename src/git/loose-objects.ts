/**
 * Reads objects that lie in files of their own without git: a process costs more than most of what a run
 * reads. Content counts only if its hash is the id that was asked for. Everything else is left to git: objects
 * in packs or borrowed from elsewhere, damage, and repositories that replace objects.
 * Source: gitrepository-layout(5), git-replace(1).
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { oncePerGit } from './once-per-git.ts'
import type { Git } from './run-git.ts'

export interface LooseObject {
  /** commit, tree, blob or tag. */
  readonly kind: string
  readonly content: Buffer
}

/** A run that reads more than these asks git, which reads them as fast. */
const MOST = 200

/** @returns null where git has to be asked for at least one of them. */
export async function readLoose(git: Git, oids: readonly string[]): Promise<readonly LooseObject[] | null> {
  if (oids.length > MOST || !(await isPlain(git))) return null
  // Loaded by a run that has something to read: every other starts faster without.
  const { inflateSync } = await import('node:zlib')
  const found: LooseObject[] = []
  for (const oid of oids) {
    const object = objectIn(git, oid, inflateSync)
    if (object === null) return null
    found.push(object)
  }
  return found
}

/** Tells whether an object's file holds what git shows for its id. */
const isPlain = oncePerGit(async ({ commonFolder }) => {
  if (commonFolder === null) return false
  if (existsSync(join(commonFolder, 'refs/replace')) || existsSync(join(commonFolder, 'reftable')))
    return false
  return !(bytesOf(join(commonFolder, 'packed-refs'))?.includes(' refs/replace/') ?? false)
})

/** Tells a whole id from names and from its beginning. False too where the clone's hash is not known. */
export function isObjectId({ objectFormat }: Git, name: string): boolean {
  return objectFormat !== null && ID[objectFormat === 'sha256' ? 'sha256' : 'sha1'].test(name)
}

const ID = { sha1: /^[0-9a-f]{40}$/, sha256: /^[0-9a-f]{64}$/ }

function objectIn(git: Git, oid: string, inflate: (bytes: Buffer) => Buffer): LooseObject | null {
  const { commonFolder, objectFormat } = git
  if (commonFolder === null || objectFormat === null || !isObjectId(git, oid)) return null
  const file = bytesOf(join(commonFolder, 'objects', oid.slice(0, 2), oid.slice(2)))
  if (file === null) return null
  const object = inflated(file, inflate)
  if (object === null || createHash(objectFormat).update(object).digest('hex') !== oid) return null
  const end = object.indexOf(0)
  const [, kind, size] = /^([a-z]+) ([0-9]+)$/.exec(object.toString('latin1', 0, Math.max(end, 0))) ?? []
  const content = object.subarray(end + 1)
  return kind === undefined || Number(size) !== content.length ? null : { kind, content }
}

function inflated(file: Buffer, inflate: (bytes: Buffer) => Buffer): Buffer | null {
  try {
    return inflate(file)
  } catch {
    return null
  }
}

/** null where there is no such file, or it cannot be read. */
function bytesOf(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}
