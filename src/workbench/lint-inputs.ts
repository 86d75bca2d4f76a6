/** What lint needs of a project, for every command that refuses files with findings. */
import { join, relative } from 'node:path'
import { type FolderContents, openFolder } from '../files/folder-contents.ts'
import { parsePolicyFolder } from '../files/policy-files.ts'
import { readText } from '../files/read-text.ts'
import { parseTestFolder, readTestFiles } from '../files/test-files.ts'
import { BASELINE_NAME, readBaseline } from '../lint/baseline.ts'
import type { LintOptions } from '../lint/lint.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { testedRules } from '../testing/run-tests.ts'
import type { Context } from './context.ts'
import type { Project } from './project.ts'

export interface LintInputs {
  /** Every policy file of the project. */
  readonly files: readonly ParsedFile[]
  readonly options: LintOptions
}

/** @throws PolicyctlError baseline-invalid. */
export async function lintInputs(project: Project, context: Context): Promise<LintInputs> {
  return lintInputsIn(openFolder({ root: project.root, folder: project.config.policies }), project, context)
}

/** The same of a folder that is open. @throws PolicyctlError baseline-invalid. */
export function lintInputsIn(contents: FolderContents, project: Project, context: Context): LintInputs {
  const files = parsePolicyFolder(contents)
  const tested = testedRules(parseTestFolder(contents), files)
  return { files, options: { ...lintOptions(project, context), testedRules: tested } }
}

/** The rules by which the project's tests are decided, as the files now are; null without tests. */
export function testedRulesOf(
  { root, config }: Project,
  files: readonly ParsedFile[],
): ReadonlySet<string> | null {
  return testedRules(readTestFiles({ root, folder: config.policies }), files)
}

function lintOptions({ root, config, configFile }: Project, { clock }: Context): LintOptions {
  const baseline = readText(join(root, BASELINE_NAME))
  const text = configFile === null ? null : readText(configFile)
  return {
    checks: config.checks,
    baseline: baseline === null ? null : readBaseline(baseline),
    config: configFile === null || text === null ? null : { file: relative(root, configFile), text },
    today: clock.now().toISOString().slice(0, 10),
  }
}
