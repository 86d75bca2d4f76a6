import { join } from 'node:path'
import { realPath } from '../files/path-on-disk.ts'
import { assertUnchanged, replaceFile } from '../files/replace-file.ts'
import { writeEach } from '../files/write-each.ts'
import type { FileText } from './moved-tests.ts'

/**
 * Writes files as a whole, each inside the project, and only if all of them are still as they were read.
 *
 * @param root absolute path of the project.
 * @throws PolicyctlError file-unwritable, file-changed; files that were written before stay, and the error names them.
 */
export function writeTexts(root: string, texts: readonly FileText[]): void {
  for (const { file, was } of texts) assertUnchanged(join(root, file), was)
  writeEach(texts, ({ file, was, text }) => {
    replaceFile({ path: realPath(join(root, file)), content: text, within: root, was })
    return true
  })
}
