import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { causeOf, findPolicyPaths, type PolicyFolder } from './policy-paths.ts'
import { readBytes } from './read-bytes.ts'

/** Digest of all that stands in a policy folder: names and bytes of policy and test files, and what cannot be read. */
export function digestPolicyFolder(folder: PolicyFolder): string {
  const { policies, tests, findings } = findPolicyPaths(folder)
  const hash = createHash('sha256').update(JSON.stringify([policies, tests, findings]))
  for (const file of [...policies, ...tests]) {
    const content = contentOf(join(folder.root, file))
    // With its length before it, no content can look like the end of one and the start of another.
    hash.update(`${content.length}:`).update(content)
  }
  return hash.digest('hex')
}

function contentOf(path: string): Uint8Array | string {
  try {
    return readBytes(path)
  } catch (error) {
    return `not read: ${causeOf(error)}`
  }
}
