import { join } from 'node:path'
import type { Left, Pulled } from '../answers/pull.ts'
import { createFile } from '../files/create-file.ts'
import { assertInside } from '../files/inside.ts'
import { realPath } from '../files/path-on-disk.ts'
import { assertUnchanged, removeFile, replaceFile } from '../files/replace-file.ts'
import { writeEach } from '../files/write-each.ts'
import type { FileEdit } from './edit-files.ts'

export interface WrittenEdits {
  readonly pulled: readonly Pulled[]
  readonly left: readonly Left[]
}

/**
 * Writes files as a whole, each inside the project, and only if all of them are still
 * as they were read; a new file never overwrites an existing one.
 *
 * @param root absolute path of the project.
 * @throws PolicyctlError file-unwritable, file-changed; files that were written before stay, and the error names them.
 */
export function writeEdits(root: string, edits: readonly FileEdit[]): WrittenEdits {
  for (const { file, text, was, isNew } of edits)
    if (!isNew && text !== null) assertUnchanged(join(root, file), was)
  const left: Left[] = []
  writeEach(edits, (edit) => {
    const isWritten = writeEdit(root, edit)
    if (!isWritten) left.push(...edit.pulled.map(leftOf))
    return isWritten
  })
  const isLeft = new Set(left.map(({ policy }) => policy))
  const pulled = edits.flatMap((edit) => edit.pulled).filter(({ policy }) => !isLeft.has(policy))
  return { pulled, left }
}

function writeEdit(root: string, { file, text, was, isNew }: FileEdit): boolean {
  const path = join(root, file)
  if (isNew) {
    assertInside(root, path)
    return text !== null && createFile(path, text)
  }
  if (text === null) removeFile(path, root, was)
  else replaceFile({ path: realPath(path), content: text, within: root, was })
  return true
}

function leftOf({ policy, file }: Pulled): Left {
  return { policy, file, reason: 'file-exists', message: `${file} already exists with other content` }
}
