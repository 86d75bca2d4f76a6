/** Parses the files of a folder that is open, once for the same contents. */
import type { FolderContents } from '../files/folder-contents.ts'
import { parsePolicyFolder, parseTestFolder } from '../files/policy-files.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import type { ParsedTestFile } from '../parse/parsed-test.ts'

export interface ParsedFolder {
  readonly policies: readonly ParsedFile[]
  readonly tests: readonly ParsedTestFile[]
}

const policiesOf = new WeakMap<FolderContents, readonly ParsedFile[]>()
const testsOf = new WeakMap<FolderContents, readonly ParsedTestFile[]>()
const originals = new WeakMap<FolderContents, FolderContents>()

/** Returns every policy file, of all targets. */
export function allPolicyFiles(given: FolderContents): readonly ParsedFile[] {
  const contents = originals.get(given) ?? given
  const files = policiesOf.get(contents) ?? parsePolicyFolder(contents)
  policiesOf.set(contents, files)
  return files
}

/** Returns every test file, of all targets. */
export function allTestFiles(given: FolderContents): readonly ParsedTestFile[] {
  const contents = originals.get(given) ?? given
  const tests = testsOf.get(contents) ?? parseTestFolder(contents)
  testsOf.set(contents, tests)
  return tests
}

/** Remembers the files of a folder whose texts were parsed already. */
export function knownAs(contents: FolderContents, { policies, tests }: ParsedFolder): void {
  policiesOf.set(contents, policies)
  testsOf.set(contents, tests)
}

/** Lets contents with the same files and findings have the same parsed files. */
export function sameFiles(contents: FolderContents, original: FolderContents): void {
  originals.set(contents, originals.get(original) ?? original)
}
