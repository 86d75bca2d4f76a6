import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'

/**
 * Writes a file that is not there yet; never touches one that is.
 *
 * @param path absolute.
 * @returns false where something of that name exists.
 * @throws PolicyctlError file-unwritable.
 */
export function createFile(path: string, text: string): boolean {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text, { flag: 'wx' })
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw new PolicyctlError('file-unwritable', {
      message: `${path} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: 'check permissions and free space of its folder',
      cause,
    })
  }
}
