/**
 * Reads files that decide what a run may do: the config, the baseline, and the files
 * that the config names. Such a file is read only from inside its project and never
 * from git's own folder, also through links: a pull request could make it a link to
 * any file of the machine. It is read whole or not at all.
 */
import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { grouped } from '../diagnostic/count.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { standInIn } from '../parse/stand-in.ts'
import { isGitFolder, leadsAway } from './inside.ts'
import { causeOf } from './unreadable-file.ts'

/** A kind of deciding file. */
export interface DecidingKind {
  /** Code of the error if it cannot be read. */
  readonly code: 'config-invalid' | 'baseline-invalid'
  /** The largest size that is read; bytes. */
  readonly largest: number
}

export const CONFIG_KIND: DecidingKind = { code: 'config-invalid', largest: 1024 * 1024 }
/** A baseline has one entry for each known finding: 100,000 entries are about 20 MB. */
export const BASELINE_KIND: DecidingKind = { code: 'baseline-invalid', largest: 64 * 1024 * 1024 }

export interface DecidingFile extends DecidingKind {
  /** Absolute path of the project. */
  readonly root: string
  /** Relative to the root. */
  readonly file: string
  /** Its name in messages. */
  readonly shown: string
}

/**
 * @returns its text; null if nothing of that name exists. A broken link exists, and is an error.
 * @throws PolicyctlError leads-outside; `code` if it cannot be read, is too large or is not UTF-8.
 */
export function readDecidingFile(place: DecidingFile): string | null {
  const path = join(place.root, place.file)
  if (attempt(place, () => lstatSync(path, { throwIfNoEntry: false })) === undefined) return null
  const real = attempt(place, () => realpathSync(path))
  const root = attempt(place, () => realpathSync(place.root))
  // --config may name a project inside git's folder, which is refused too.
  if (leadsAway(root, real) || real.split(sep).some(isGitFolder)) throw leadsOutside(place.shown)
  const stats = attempt(place, () => statSync(real))
  if (!stats.isFile()) throw unreadable(place, 'is not a regular file')
  if (stats.size > place.largest) throw tooLarge(place)
  return decidingText(
    attempt(place, () => readFileSync(real)),
    place,
  )
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Decodes a deciding file from disk or from a commit. @throws PolicyctlError `code`. */
export function decidingText(bytes: Uint8Array, place: Omit<DecidingFile, 'root' | 'file'>): string {
  if (bytes.length > place.largest) throw tooLarge(place)
  const standIn = standInIn(bytes)
  if (standIn !== null) throw unreadable(place, standIn.fact, standIn.hint)
  try {
    return utf8.decode(bytes)
  } catch {
    throw unreadable(place, 'is not UTF-8')
  }
}

type Told = Pick<DecidingFile, 'code' | 'shown' | 'largest'>

function attempt<T>(place: Told, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw unreadable(place, causeOf(error))
  }
}

function tooLarge(place: Told): PolicyctlError {
  return unreadable(place, `is larger than ${grouped(place.largest)} bytes`)
}

const TEXT_HINT = 'put a text file there that this user may read: policyctl does not run without it'

function unreadable({ code, shown }: Told, fact: string, hint = TEXT_HINT): PolicyctlError {
  return new PolicyctlError(code, { message: `${shown} ${fact}`, hint })
}

/** @param shown the file as the message calls it. */
export function leadsOutside(shown: string): PolicyctlError {
  return new PolicyctlError('leads-outside', {
    message: `${shown} leads out of the project, or into git's own folder`,
    hint: 'put the file itself there: a file that decides is read only from inside the project',
  })
}
