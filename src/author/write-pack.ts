import { join, resolve } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { createFile } from '../files/create-file.ts'
import { makeFolder } from '../files/make-folder.ts'
import { folderIsEmpty } from '../files/path-on-disk.ts'
import type { Context } from '../workbench/context.ts'

/**
 * Writes the files of a pack into a new or empty folder: files of another pack
 * must not pass for a part of this one.
 *
 * @param out the folder. @throws PolicyctlError usage, file-unwritable.
 */
export function writePack(
  { cwd }: Pick<Context, 'cwd'>,
  out: string,
  files: readonly { readonly path: string; readonly text: string }[],
): void {
  const root = resolve(cwd, out)
  if (!folderIsEmpty(root)) {
    throw new PolicyctlError('usage', {
      message: `--out ${out} already exists, and is not an empty folder`,
      hint: 'name a folder that does not exist yet: it must hold one pack and nothing else',
    })
  }
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
