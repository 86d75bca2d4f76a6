import { join, posix, sep } from 'node:path'
import type { Finding } from '../diagnostic/finding.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { parseTestFile } from '../parse/parse-test-file.ts'
import type { ParsedTestFile } from '../parse/parsed-test.ts'
import { causeOf, fileFinding, findPolicyPaths, isTestFile, type PolicyFolder } from './policy-paths.ts'
import { readBytes } from './read-bytes.ts'

/**
 * Reads the test files (*.test.yaml, *.test.yml) below a folder, or those that are named; sorted by path.
 *
 * @throws PolicyctlError path-not-found; usage, where one of `paths` is a file without tests.
 */
export function readTestFiles(folder: PolicyFolder): readonly ParsedTestFile[] {
  const { policies, tests, findings } = findPolicyPaths(folder)
  const named = folder.paths?.find((path) => policies.includes(posix.normalize(path.split(sep).join('/'))))
  if (named !== undefined)
    throw new PolicyctlError('usage', {
      message: `${named} is no test file`,
      hint: 'test files end in .test.yaml',
    })
  const lost = findings.filter(({ file }) => isTestFile(file))
  const files = [...tests.map((file) => readTestFile(folder.root, file)), ...lost.map(unreadable)]
  return files.sort((a, b) => (a.file < b.file ? -1 : 1))
}

function readTestFile(root: string, file: string): ParsedTestFile {
  try {
    return parseTestFile(file, readBytes(join(root, file)))
  } catch (error) {
    return unreadable(fileFinding('unreadable-file', file, causeOf(error)))
  }
}

function unreadable(finding: Finding): ParsedTestFile {
  return { file: finding.file, tests: [], invalid: 0, findings: [finding] }
}
