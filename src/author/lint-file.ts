import type { Finding } from '../diagnostic/finding.ts'
import type { FolderContents } from '../files/folder-contents.ts'
import { lint } from '../lint/lint.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'
import { editedFolder } from '../workbench/edited-folder.ts'
import { lintInputsIn } from '../workbench/lint-inputs.ts'
import { allPolicyFiles } from '../workbench/parsed-folder.ts'
import { projectFolder } from '../workbench/project-folder.ts'
import type { Workbench } from '../workbench/workbench.ts'

interface LintedFile {
  readonly file: string
  readonly text: string
}

/** Finds the findings of one file, linted with all files of the project: its policy may exist already. */
export function lintFile(
  { file, text }: LintedFile,
  contents: FolderContents,
  workbench: Workbench,
): readonly Finding[] {
  const { checks } = workbench.project.config
  const { fleet } = projectFolder(contents, workbench)
  const isOwn = (finding: Finding): boolean => finding.file === file
  if (fleet !== null) {
    const { files, options } = lintInputsIn(editedFolder(contents, [{ file, text }]), workbench)
    return lint(files, { checks, fleet: options.fleet ?? null }).filter(isOwn)
  }
  const own = parsePolicyFile(file, new TextEncoder().encode(text))
  const others = allPolicyFiles(contents).filter((other) => other.file !== file)
  return lint([...others, own], { checks }).filter(isOwn)
}
