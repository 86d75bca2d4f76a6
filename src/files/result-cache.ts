/**
 * Keeps results in the user's cache folder for a later run with the same input. An
 * entry that is damaged, or was made from another input or by another build of
 * policyctl, is ignored, so the cache never changes a result.
 */
import { createHash } from 'node:crypto'
import { lstatSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from './make-folder.ts'

export interface ResultCache {
  /** @returns null if there is nothing for this key. */
  read(key: string): unknown
  /**
   * Writes an entry. If that fails, the next run computes the result again.
   *
   * @returns a sentence if the cache folder cannot be made; null otherwise, also if only this write failed.
   */
  write(key: string, value: unknown): string | null
}

export interface CachePlace {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The subject of the result, such as `lint` and the project's folder; the cache keeps one result for each. */
  readonly subject: string
}

const NO_CACHE: ResultCache = { read: () => null, write: () => null }

/** @returns a cache that keeps nothing if the user has no cache folder. */
export function openCache({ env, subject }: CachePlace): ResultCache {
  const base = env.XDG_CACHE_HOME || (env.HOME ? join(env.HOME, '.cache') : '')
  if (base === '') return NO_CACHE
  const folder = join(base, 'policyctl')
  const path = join(folder, `${sha256(subject).slice(0, 32)}.json`)
  return {
    read: (key) => readEntry(path, key),
    write: (key, value) => writeEntry(folder, path, { key, value }),
  }
}

export function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

/** Reads an entry: its first line is the digest of the rest. */
function readEntry(path: string, wanted: string): unknown {
  try {
    // Reading a pipe would wait, and reading a device may never end.
    if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return null
    const text = readFileSync(path, 'utf8')
    const newline = text.indexOf('\n')
    const body = text.slice(newline + 1)
    if (text.slice(0, newline) !== sha256(body)) return null
    const { key, value } = JSON.parse(body)
    return key === wanted ? value : null
  } catch {
    return null
  }
}

function writeEntry(folder: string, path: string, entry: { key: string; value: unknown }): string | null {
  try {
    makeFolder(folder, 0o700)
  } catch (error) {
    return `${folder} ${makingFailed(error)}`
  }
  const body = JSON.stringify(entry)
  try {
    // A rename is atomic: of two runs at once each writes a whole entry.
    const draft = `${path}.${sha256(body).slice(0, 16)}`
    writeFileSync(draft, `${sha256(body)}\n${body}`, { mode: 0o600 })
    renameSync(draft, path)
  } catch {
    // A full disk must not fail the run.
  }
  return null
}

function makingFailed(error: unknown): string {
  return `cannot be made (${(error as NodeJS.ErrnoException).code ?? String(error)})`
}
