/**
 * Replaces and removes whole files: readers see the old or the new text, a crash
 * leaves the old one, and a link that somebody puts there is not followed.
 */
import { chmodSync, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { assertFilePlace } from './assert-place.ts'
import { withDraft } from './create-file.ts'
import { assertInside } from './inside.ts'
import { isRegularFile } from './path-on-disk.ts'
import { readText } from './read-text.ts'

export interface Replacement {
  /** Absolute. A symbolic link is replaced, not followed. */
  readonly path: string
  readonly content: string | Uint8Array
  /** Absolute folder that the file must be in, with links in the path resolved; null: any. */
  readonly within: string | null
  /** The text that the content was made from: if the file has another one by now, it is left alone. */
  readonly was?: string
}

const OWN_MODE = 0o644

/**
 * Writes a file in the place of another, or a new one. An existing file keeps its mode.
 *
 * @throws PolicyctlError file-unwritable, file-changed.
 */
export function replaceFile({ path, content, within, was }: Replacement): void {
  try {
    if (within !== null) assertInside(within, path)
    assertFilePlace(path)
    withDraft(path, content, (draft) => {
      const mode = statSync(path, { throwIfNoEntry: false })?.mode
      chmodSync(draft, mode === undefined ? OWN_MODE : mode & 0o777)
      if (was !== undefined) assertUnchanged(path, was)
      renameSync(draft, path)
    })
  } catch (error) {
    throw unwritable(path, error)
  }
}

function unwritable(path: string, error: unknown): PolicyctlError {
  if (error instanceof PolicyctlError) return error
  return new PolicyctlError('file-unwritable', {
    message: `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    hint: 'check permissions and free space of its folder',
  })
}

/**
 * Deletes a file; a missing one is fine. Of a link only the link is deleted.
 *
 * @param path absolute. @param within absolute folder that the file must be in, with links in its path resolved.
 * @param was the text that was read from it.
 * @throws PolicyctlError file-unwritable, file-changed.
 */
export function removeFile(path: string, within: string, was: string): void {
  assertInside(within, path)
  if (existsSync(path)) assertUnchanged(path, was)
  try {
    rmSync(path, { force: true })
  } catch (cause) {
    throw new PolicyctlError('file-unwritable', {
      message: `${path} cannot be deleted: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: 'check permissions of its folder',
      cause,
    })
  }
}

export interface OwnFile {
  /** The kind of file, such as `plan`. */
  readonly what: string
  /** Tells whether a text is such a file, of any version. */
  readonly isOne: (text: string) => boolean
}

/**
 * Refuses `--out FILE` if the file has other content: it may replace only what it wrote earlier.
 *
 * @param path absolute. @throws PolicyctlError file-exists if something else is there; file-unwritable.
 */
export function refuseOtherFile(path: string, { what, isOne }: OwnFile): void {
  assertFilePlace(path)
  if (!isRegularFile(path)) return
  const text = readText(path)
  if (text !== null && (text.trim() === '' || isOne(text))) return
  throw new PolicyctlError('file-exists', {
    message: `${path} already exists and is not a ${what}, so it was left alone`,
    hint: 'choose another --out, or remove the file',
  })
}

/**
 * Refuses to overwrite a file that somebody saved after policyctl had read it.
 * @param path absolute. @param was the text that the new one was made from.
 * @throws PolicyctlError file-changed.
 */
export function assertUnchanged(path: string, was: string): void {
  if (readText(path) === was) return
  throw new PolicyctlError('file-changed', {
    message: `${path} was changed while policyctl was at work; it is left as it is now`,
    hint: 'run it again',
  })
}
