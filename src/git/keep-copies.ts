/**
 * Writes texts that no commit has into git's object store, before a command
 * overwrites or removes their files, so that nobody's work is lost. Git keeps an
 * object that nothing refers to for two weeks by default (gc.pruneExpire).
 */

import type { Git } from './run-git.ts'
import { objectFormat, objectId, writeObjects } from './write-objects.ts'

export interface KeptCopy {
  /** Relative to the project's root. */
  readonly file: string
  /** `git cat-file blob OID` prints the text. */
  readonly oid: string
}

/** @throws PolicyctlError git-failed; then the files are still to be left alone. */
export async function keepCopies(
  git: Git,
  texts: readonly { readonly file: string; readonly text: string }[],
): Promise<readonly KeptCopy[]> {
  if (texts.length === 0) return []
  const format = await objectFormat(git)
  const blobs = texts.map(({ file, text }) => ({ file, kind: 'blob' as const, content: Buffer.from(text) }))
  await writeObjects(git, blobs)
  return blobs.map((blob) => ({ file: blob.file, oid: objectId(format, blob) }))
}
