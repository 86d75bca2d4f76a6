import { createHash } from 'node:crypto'
import type { FolderContents } from './folder-contents.ts'
import { causeOf } from './read-failure.ts'

/** Digest of all that stands in a policy folder: names and bytes of policy and test files, and what cannot be read. */
export function digestPolicyFolder(contents: FolderContents): string {
  const { policies, tests, findings } = contents.paths
  const hash = createHash('sha256').update(JSON.stringify([policies, tests, findings]))
  for (const file of [...policies, ...tests]) {
    const content = contentOf(contents, file)
    // With its length before it, no content can look like the end of one and the start of another.
    hash.update(`${content.length}:`).update(content)
  }
  return hash.digest('hex')
}

function contentOf(contents: FolderContents, file: string): Uint8Array | string {
  try {
    return contents.bytesOf(file)
  } catch (error) {
    return `not read: ${causeOf(error)}`
  }
}
