import { existsSync, rmSync } from 'node:fs'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { assertUnchanged } from './assert-unchanged.ts'
import { assertInside } from './inside.ts'

/**
 * Deletes a file; one that is gone already is fine. Of a link only the link goes.
 *
 * @param path absolute. @param within absolute folder that the file must stand in, links in its path resolved.
 * @param was the text that was read of it.
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
