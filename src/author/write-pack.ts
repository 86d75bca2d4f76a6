import { join, resolve } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { assertFolderPlace } from '../files/assert-place.ts'
import { createFile } from '../files/create-file.ts'
import { makeFolder } from '../files/make-folder.ts'
import { folderIsEmpty } from '../files/path-on-disk.ts'
import type { Context } from '../workbench/context.ts'
import { refuseFolderAmongPolicies } from '../workbench/paths.ts'
import type { Workbench } from '../workbench/workbench.ts'

/**
 * Refuses a folder that no pack can be written to: files of another pack must not pass for a part of this one.
 * Call this before anything is read.
 *
 * @param out the folder. @throws PolicyctlError usage, file-unwritable.
 */
export function assertPackPlace(workbench: Pick<Workbench, 'context' | 'project'>, out: string): void {
  const root = resolve(workbench.context.cwd, out)
  if (!folderIsEmpty(root)) {
    throw new PolicyctlError('usage', {
      message: `--out ${out} already exists, and is not an empty folder`,
      hint: 'name a folder that does not exist yet: it must hold one pack and nothing else',
    })
  }
  refuseFolderAmongPolicies(workbench, out)
  assertFolderPlace(root)
}

/** Writes the files of a pack. @param out the folder, as checked. @throws PolicyctlError file-unwritable. */
export function writePack(
  { cwd }: Pick<Context, 'cwd'>,
  out: string,
  files: readonly { readonly path: string; readonly text: string }[],
): void {
  const root = resolve(cwd, out)
  for (const { path, text } of files) {
    const file = join(root, path)
    attempt(out, () => makeFolder(join(file, '..')))
    if (!createFile(file, text)) throw unwritable(out, new Error(`${path} is there already`))
  }
}

function attempt(out: string, make: () => void): void {
  try {
    make()
  } catch (cause) {
    throw unwritable(out, cause)
  }
}

function unwritable(out: string, cause: unknown): PolicyctlError {
  return new PolicyctlError('file-unwritable', {
    message: `${out} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
    hint: 'check permissions and free space of its folder',
    cause,
  })
}
