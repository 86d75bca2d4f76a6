import { join } from 'node:path'
import { realPath } from '../files/path-on-disk.ts'
import { replaceFile } from '../files/replace-file.ts'
import type { FileText } from './moved-tests.ts'

/**
 * Writes files as a whole, each inside the project, and only if they are still as they were read.
 *
 * @param root absolute path of the project.
 * @throws PolicyctlError file-unwritable, file-changed; files that were written before stay.
 */
export function writeTexts(root: string, texts: readonly FileText[]): void {
  for (const { file, was, text } of texts)
    replaceFile({ path: realPath(join(root, file)), content: text, within: root, was })
}
