/** Writes new files, each as a whole or not at all. */
import { chmodSync, constants, copyFileSync, linkSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { makeFolder } from './make-folder.ts'

const OWN_MODE = 0o644

/**
 * Writes a file that is not there yet, as a whole or not at all; never touches
 * one that is.
 *
 * @param path absolute.
 * @returns false where something of that name exists.
 * @throws PolicyctlError file-unwritable.
 */
export function createFile(path: string, text: string): boolean {
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

/** Unlike a rename it replaces nothing. Where a file cannot have two names, its bytes are copied. */
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
 * Writes a whole file beside where it is to be, in a folder of its own that
 * nobody else may look into, and hands it over to be put in its place. Nothing
 * is left beside it, however that ends.
 *
 * @param path absolute; its folder is made.
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
