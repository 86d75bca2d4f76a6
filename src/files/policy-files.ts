import type { Finding } from '../diagnostic/finding.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { fileFinding } from './file-finding.ts'
import { type FolderContents, openFolder } from './folder-contents.ts'
import type { PolicyFolder } from './policy-paths.ts'
import { causeOf } from './read-failure.ts'

/**
 * Reads and parses the policy files below a folder, or those that are named;
 * sorted by path. What cannot be read is a file with findings and nothing else.
 *
 * @throws PolicyctlError path-not-found, usage: for `paths` only.
 */
export async function readPolicyFiles(folder: PolicyFolder): Promise<readonly ParsedFile[]> {
  return parsePolicyFolder(openFolder(folder))
}

/** Parses a folder that is open, as readPolicyFiles does. */
export function parsePolicyFolder(contents: FolderContents): readonly ParsedFile[] {
  const { policies, findings } = contents.paths
  const files = [...findings.map(unreadable), ...policies.map((file) => readPolicyFile(contents, file))]
  return files.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
}

function readPolicyFile(contents: FolderContents, file: string): ParsedFile {
  let bytes: Uint8Array
  try {
    bytes = contents.bytesOf(file)
  } catch (error) {
    return unreadable(fileFinding('unreadable-file', file, causeOf(error)))
  }
  return parsePolicyFile(file, bytes)
}

/** A place where policies should be and cannot be had. */
export function unreadable(finding: Finding): ParsedFile {
  return { file: finding.file, text: '', policies: [], bindings: [], findings: [finding] }
}
