/** Rewrites policy tests after the rules of their policies got other numbers. */
import type { FolderContents } from '../files/folder-contents.ts'
import type { ParsedTest } from '../parse/parsed-test.ts'
import { type MovedRules, renumberTests } from '../testing/renumber-tests.ts'
import { runTests } from '../testing/run-tests.ts'
import { editedFolder } from '../workbench/edited-folder.ts'
import { testTextsIn } from '../workbench/lint-inputs.ts'
import { type ProjectFolder, projectFolder } from '../workbench/project-folder.ts'
import type { Workbench } from '../workbench/workbench.ts'

/** The folder whose files are changed, and the target that they are changed for. */
export interface Changing {
  readonly contents: FolderContents
  /** The workbench of the target; other targets get other files of the folder. */
  readonly workbench: Workbench
}

export interface FileText {
  readonly file: string
  readonly was: string
  readonly text: string
}

/** Returns the new texts of tests; or a fault if a test that passed would fail, for any target. */
export function movedTests(
  now: FolderContents,
  { contents, workbench }: Changing,
  moves: MovedRules,
): { readonly texts: readonly FileText[] } | { readonly fault: string } {
  const policyFiles = projectFolder(now, workbench).files
  const texts = testTextsIn(contents).flatMap(({ parsed, text: was }): readonly FileText[] => {
    const text = moves.size === 0 ? was : renumberTests(parsed, was, { moves, policyFiles })
    return was === text ? [] : [{ file: parsed.file, was, text }]
  })
  const then = texts.length === 0 ? now : editedFolder(now, texts)
  for (const reader of readersOf(workbench)) {
    const broken = firstBroken(projectFolder(contents, reader), projectFolder(then, reader))
    if (broken !== null) {
      const of = reader === workbench ? '' : ` for ${reader.targetName}`
      return { fault: `a test would fail${of}: ${broken.place.file}:${broken.place.line}` }
    }
  }
  return { texts }
}

/** Returns the workbenches of all targets, that of the run first. */
function readersOf(workbench: Workbench): readonly Workbench[] {
  const { fleet } = workbench
  const others = fleet?.targets.filter(({ name }) => name !== fleet.target.name) ?? []
  return [workbench, ...others.map(({ name }) => workbench.forTarget(name))]
}

function firstBroken(before: ProjectFolder, after: ProjectFolder): ParsedTest | null {
  if (before.tests === after.tests && isSameList(before.files, after.files)) return null
  const were = runTests(before.tests, before.files).results
  const are = runTests(after.tests, after.files).results
  return (
    were.find(({ mismatches }, at) => mismatches.length === 0 && are[at]?.mismatches.length !== 0)?.test ??
    null
  )
}

function isSameList(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((one, at) => one === others[at])
}
