/**
 * Replaces a file as a whole: readers see the old or the new text, a crash
 * leaves the old one, and nobody who may write the folder can slip a link in.
 */
import { chmodSync, renameSync, statSync } from 'node:fs'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { assertUnchanged } from './assert-unchanged.ts'
import { withDraft } from './draft.ts'
import { assertInside } from './inside.ts'

export interface Replacement {
  /** Absolute. A symbolic link is replaced, not followed. */
  readonly path: string
  readonly content: string | Uint8Array
  /** Absolute folder that the file must stay in, links in the path resolved; null for none. */
  readonly within: string | null
  /** The text that the content was made from: where the file holds something else by now, it is left alone. */
  readonly was?: string
}

const OWN_MODE = 0o644

/**
 * An existing file keeps its mode.
 *
 * @throws PolicyctlError file-unwritable, file-changed.
 */
export function replaceFile({ path, content, within, was }: Replacement): void {
  try {
    if (within !== null) assertInside(within, path)
    assertReplaceable(path)
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

/** A device, a pipe or a folder is nothing that another file could take the place of. */
function assertReplaceable(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined || found.isFile()) return
  throw new PolicyctlError('file-unwritable', {
    message: `${path} is not written: it is ${found.isDirectory() ? 'a folder' : 'no regular file'}`,
    hint: 'name a file; what goes to standard output can be piped',
  })
}

function unwritable(path: string, error: unknown): PolicyctlError {
  if (error instanceof PolicyctlError) return error
  return new PolicyctlError('file-unwritable', {
    message: `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    hint: 'check permissions and free space of its folder',
  })
}
