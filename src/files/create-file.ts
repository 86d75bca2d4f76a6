/** Writes new files, each whole or not at all. */
import { chmodSync, constants, copyFileSync, linkSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { assertFolderPlace } from './assert-place.ts'
import { makeFolder } from './make-folder.ts'

const OWN_MODE = 0o644

/**
 * Writes a new file, whole or not at all; never touches an existing one.
 *
 * @param path absolute.
 * @returns false if something of that name exists.
 * @throws PolicyctlError file-unwritable.
 */
export function createFile(path: string, text: string): boolean {
  assertFolderPlace(dirname(path))
  try {
    return withDraft(path, text, (draft) => {
      chmodSync(draft, OWN_MODE)
      return link(draft, path)
    })
  } catch (cause) {
    throw new PolicyctlError('file-unwritable', {
      message: `${path} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: 'check permissions and free space of its folder',
      cause,
    })
  }
}

/** Gives the draft its name. Unlike a rename, a link replaces nothing. If the file system has no hard links, the bytes are copied. */
function link(draft: string, path: string): boolean {
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(codeOf(error))) throw error
  }
  return copied(draft, path)
}

function copied(draft: string, path: string): boolean {
  try {
    copyFileSync(draft, path, constants.COPYFILE_EXCL)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? ''
}

/**
 * Writes a draft of a file into a new private folder beside the target path, and
 * calls `place` to put it there. The draft folder is always removed.
 *
 * @param path absolute; its folder is made if it is missing.
 */
export function withDraft<Result>(
  path: string,
  content: string | Uint8Array,
  place: (draft: string) => Result,
): Result {
  makeFolder(dirname(path))
  const folder = mkdtempSync(join(dirname(path), '.policyctl-'))
  try {
    const draft = join(folder, basename(path))
    writeFileSync(draft, content, { flag: 'wx', mode: 0o600 })
    return place(draft)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
