import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { makeFolder } from './make-folder.ts'

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
