/** Computes a policy folder after an edit. */
import type { FolderContents } from '../files/folder-contents.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'
import { parseTestFile } from '../parse/parse-test-file.ts'
import { isTestFile } from '../policy/policy-path.ts'
import { allPolicyFiles, allTestFiles, knownAs } from './parsed-folder.ts'

/** The new text of a file; null: the file is deleted. */
export interface EditedText {
  readonly file: string
  readonly text: string | null
}

const utf8 = new TextEncoder()

/** Parses only the edited files again. @param edits of policy and test files; if a file has two, the last counts. */
export function editedFolder(contents: FolderContents, edits: readonly EditedText[]): FolderContents {
  const texts = new Map(edits.map(({ file, text }) => [file, text]))
  const bytes = new Map(
    [...texts].flatMap(([file, text]) => (text === null ? [] : [[file, utf8.encode(text)]])),
  )
  const isEdited = (file: string): boolean => texts.has(file)
  const withEdits = (files: readonly string[], isOwn: (file: string) => boolean): readonly string[] =>
    [...files.filter((file) => !isEdited(file)), ...[...bytes.keys()].filter(isOwn)].sort()
  const isPolicy = (file: string): boolean => !isTestFile(file)
  const { policies, tests, findings } = contents.paths
  const edited: FolderContents = {
    paths: { policies: withEdits(policies, isPolicy), tests: withEdits(tests, isTestFile), findings },
    bytesOf: (file) => bytes.get(file) ?? contents.bytesOf(file),
  }
  const own = [...bytes]
  knownAs(edited, {
    policies: sorted([
      ...allPolicyFiles(contents).filter(({ file }) => !isEdited(file)),
      ...own.filter(([file]) => isPolicy(file)).map(([file, text]) => parsePolicyFile(file, text)),
    ]),
    tests: sorted([
      ...allTestFiles(contents).filter(({ file }) => !isEdited(file)),
      ...own.filter(([file]) => isTestFile(file)).map(([file, text]) => parseTestFile(file, text)),
    ]),
  })
  return edited
}

function sorted<File extends { readonly file: string }>(files: readonly File[]): readonly File[] {
  return files.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
}
