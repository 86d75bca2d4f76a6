import { type FixedFiles, fixFiles } from '../author/fix-files.ts'
import { fixLayers } from '../author/fix-layers.ts'
import { openFolder } from '../files/folder-contents.ts'
import type { LintOptions } from '../lint/lint-options.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { baselineFor, lintedFiles, testTextsOf } from '../workbench/lint-inputs.ts'
import { pathFromHere, pathInProject } from '../workbench/paths.ts'
import { readableFolder } from '../workbench/policy-folder.ts'
import type { Workbench } from '../workbench/workbench.ts'
import type { LintQuestion } from './lint-question.ts'

/**
 * Fixes the files of several targets, each file once.
 *
 * @param workbench of any of the targets.
 * @throws PolicyctlError path-not-found, shared-file, file-unwritable.
 */
export async function fixForTargets(
  workbench: Workbench,
  targets: readonly string[],
  question: LintQuestion,
): Promise<void> {
  const { context, project } = workbench
  const { root, config } = project
  const contents = await readableFolder(workbench, openFolder({ root, folder: config.policies }))
  const paths = question.paths.map((path) => pathInProject(workbench, path))
  const named = paths.length === 0 ? null : lintedFiles(openFolder({ root, folder: config.policies, paths }))
  const { counts, left } = fixLayers(workbench, {
    contents,
    targets,
    names: named === null ? null : new Set(named.map(({ file }) => file)),
    lintOptions: {
      checks: config.checks,
      baseline: baselineFor(project).baseline,
      today: context.clock.now().toISOString().slice(0, 10),
    },
    shared: question.shared === true,
  })
  tellFixed(workbench, counts)
  for (const { file, reason } of left)
    context.notify({ kind: 'note', text: `${pathFromHere(workbench, file)} was not fixed: ${reason}` })
}

interface Fixing {
  readonly workbench: Workbench
  readonly lintOptions: LintOptions
  readonly shown: readonly ParsedFile[] | null
}

export function fixed(
  files: readonly ParsedFile[],
  { workbench, lintOptions, shown }: Fixing,
): Pick<FixedFiles, 'files' | 'baseline'> {
  const { project } = workbench
  const names = new Set((shown ?? files).map(({ file }) => file))
  const { counts, ...rest } = fixFiles(files, {
    root: project.root,
    names,
    lintOptions,
    tests: testTextsOf(workbench),
  })
  tellFixed(workbench, counts)
  return rest
}

function tellFixed(workbench: Workbench, counts: ReadonlyMap<string, number>): void {
  for (const [file, count] of counts) {
    const findings = count === 1 ? 'finding' : 'findings'
    const text = `fixed ${count} ${findings} in ${pathFromHere(workbench, file)}`
    workbench.context.notify({ kind: 'note', text })
  }
}
