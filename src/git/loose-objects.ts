/**
 * Reads loose objects without git, since a process costs more than reading them. Content counts only if its hash
 * is the id that was asked for. Everything else is left to git: objects in packs or in alternates, damaged ones,
 * and repositories that replace objects.
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

/** More objects at once are left to git, which reads them as fast. */
const MOST = 200

/** @returns null if git has to be asked for at least one of them. */
export async function readLoose(git: Git, oids: readonly string[]): Promise<readonly LooseObject[] | null> {
  if (oids.length > MOST || !(await isPlain(git))) return null
  // Loaded only when needed, so that other runs start faster.
  const { inflateSync } = await import('node:zlib')
  const found: LooseObject[] = []
  for (const oid of oids) {
    const object = objectIn(git, oid, inflateSync)
    if (object === null) return null
    found.push(object)
  }
  return found
}

/** Tells whether git shows loose objects as they are: no replacements, no reftable. */
const isPlain = oncePerGit(async ({ commonFolder }) => {
  if (commonFolder === null) return false
  if (existsSync(join(commonFolder, 'refs/replace')) || existsSync(join(commonFolder, 'reftable')))
    return false
  return !(bytesOf(join(commonFolder, 'packed-refs'))?.includes(' refs/replace/') ?? false)
})

/** Tells whether the name is a full object id. False also if the hash of the clone is not known. */
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

/** @returns null if the file is missing or cannot be read. */
function bytesOf(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}
