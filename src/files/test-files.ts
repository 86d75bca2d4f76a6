import { posix, sep } from 'node:path'
import type { Finding } from '../diagnostic/finding.ts'
import { parseTestFile } from '../parse/parse-test-file.ts'
import type { ParsedTestFile } from '../parse/parsed-test.ts'
import { isTestFile } from '../policy/policy-path.ts'
import { fileFinding } from './file-finding.ts'
import { type FolderContents, openFolder } from './folder-contents.ts'
import { noTestFile, type PolicyFolder } from './policy-paths.ts'
import { causeOf } from './read-failure.ts'

/**
 * Reads the test files (*.test.yaml, *.test.yml) below a folder, or those that are named; sorted by path.
 *
 * @throws PolicyctlError path-not-found; usage, where one of `paths` is a file without tests.
 */
export function readTestFiles(folder: PolicyFolder): readonly ParsedTestFile[] {
  const contents = openFolder({ ...folder, wanted: 'tests' })
  const { policies } = contents.paths
  const named = folder.paths?.find((path) => policies.includes(posix.normalize(path.split(sep).join('/'))))
  if (named !== undefined) throw noTestFile(named)
  return parseTestFolder(contents)
}

/** Parses a folder that is open, as readTestFiles does. */
export function parseTestFolder(contents: FolderContents): readonly ParsedTestFile[] {
  const { tests, findings } = contents.paths
  const lost = findings.filter(({ file }) => isTestFile(file))
  const files = [...tests.map((file) => readTestFile(contents, file)), ...lost.map(unreadable)]
  return files.sort((a, b) => (a.file < b.file ? -1 : 1))
}

function readTestFile(contents: FolderContents, file: string): ParsedTestFile {
  try {
    return parseTestFile(file, contents.bytesOf(file))
  } catch (error) {
    return unreadable(fileFinding('unreadable-file', file, causeOf(error)))
  }
}

function unreadable(finding: Finding): ParsedTestFile {
  return { file: finding.file, tests: [], invalid: 0, findings: [finding] }
}
