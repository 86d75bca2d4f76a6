/** Reads and parses the policy files and the test files of a folder, and digests them. */
import { createHash } from 'node:crypto'
import { posix, sep } from 'node:path'
import type { Finding } from '../diagnostic/finding.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'
import { parseTestFile } from '../parse/parse-test-file.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import type { ParsedTestFile } from '../parse/parsed-test.ts'
import { isTestFile } from '../policy/policy-path.ts'
import { type FolderContents, openFolder } from './folder-contents.ts'
import { noTestFile, type PolicyFolder } from './policy-paths.ts'
import { causeOf, fileFinding } from './unreadable-file.ts'

/**
 * Reads and parses the policy files below a folder, or the named ones; sorted by
 * path. A file that cannot be read becomes one that has only findings.
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

/** Makes the ParsedFile of a file or folder that cannot be read. */
export function unreadable(finding: Finding): ParsedFile {
  return { file: finding.file, text: '', policies: [], bindings: [], findings: [finding] }
}

/**
 * Reads the test files (*.test.yaml, *.test.yml) below a folder, or the named ones; sorted by path.
 *
 * @throws PolicyctlError path-not-found; usage if one of `paths` is not a test file.
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
  const files = [...tests.map((file) => readTestFile(contents, file)), ...lost.map(unreadableTest)]
  return files.sort((a, b) => (a.file < b.file ? -1 : 1))
}

function readTestFile(contents: FolderContents, file: string): ParsedTestFile {
  try {
    return parseTestFile(file, contents.bytesOf(file))
  } catch (error) {
    return unreadableTest(fileFinding('unreadable-file', file, causeOf(error)))
  }
}

function unreadableTest(finding: Finding): ParsedTestFile {
  return { file: finding.file, tests: [], invalid: 0, findings: [finding] }
}

/** Digest of the content of a policy folder: names and bytes of policy and test files, and faults of reading. */
export function digestPolicyFolder(contents: FolderContents): string {
  const { policies, tests, findings } = contents.paths
  const read = [...policies, ...tests].map((file) => contentOf(contents, file))
  // The digest starts with all lengths, so that moving bytes from one file to the next changes it.
  const head = [
    policies,
    tests,
    findings,
    read.map((content) => (isBytes(content) ? content.length : content)),
  ]
  const hash = createHash('sha256').update(JSON.stringify(head))
  for (const piece of joined(read.filter(isBytes))) hash.update(piece)
  return hash.digest('hex')
}

function isBytes(content: Uint8Array | string): content is Uint8Array {
  return typeof content !== 'string'
}

/** Joins contents that are adjacent in memory: digesting thousands of small pieces costs more. */
function* joined([first, ...others]: readonly Uint8Array[]): Generator<Uint8Array> {
  if (first === undefined) return
  let { buffer, byteOffset: start } = first
  let end = start + first.length
  for (const content of others) {
    if (content.buffer !== buffer || content.byteOffset !== end) {
      yield new Uint8Array(buffer, start, end - start)
      buffer = content.buffer
      start = content.byteOffset
      end = start
    }
    end += content.length
  }
  yield new Uint8Array(buffer, start, end - start)
}

function contentOf(contents: FolderContents, file: string): Uint8Array | string {
  try {
    return contents.bytesOf(file)
  } catch (error) {
    return `not read: ${causeOf(error)}`
  }
}
