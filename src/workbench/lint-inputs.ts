/** Collects the inputs of lint from a project, for every command that refuses files with findings. */
import { relative } from 'node:path'
import type { Guardrail } from '../access/questions/guardrail.ts'
import { isHeldFor } from '../files/config-for.ts'
import { type FolderContents, openFolder } from '../files/folder-contents.ts'
import { parsePolicyFolder, parseTestFolder, readTestFiles } from '../files/policy-files.ts'
import { BASELINE_KIND, readDecidingFile } from '../files/read-deciding-file.ts'
import { type Baseline, NO_BASELINE, readBaseline } from '../lint/baseline.ts'
import { type JudgedBaseline, judgedBaseline } from '../lint/judged-baseline.ts'
import type { LintOptions } from '../lint/lint-options.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import type { ParsedTestFile } from '../parse/parsed-test.ts'
import { BASELINE_NAME } from '../policy/policy-path.ts'
import { namedPolicies, testedRules } from '../testing/run-tests.ts'
import { guardrailsWith } from './guardrails-of.ts'
import { allPolicyFiles, allTestFiles } from './parsed-folder.ts'
import type { Project } from './project.ts'
import { projectFolder } from './project-folder.ts'
import type { Workbench } from './workbench.ts'

export interface LintInputs {
  /** Every policy file of the project. */
  readonly files: readonly ParsedFile[]
  readonly options: LintOptions
}

/** Collects the inputs of a folder that is open. @throws PolicyctlError baseline-invalid. */
export function lintInputsIn(contents: FolderContents, workbench: Workbench): LintInputs {
  const { files: policies, tests, fleet } = projectFolder(contents, workbench)
  const files = withObscure(policies, tests)
  return { files, options: { ...lintOptions(contents, workbench), ...testFacts(tests, files), fleet } }
}

/** Collects the facts of policy tests that lint needs. */
export function testFacts(
  tests: readonly ParsedTestFile[],
  files: readonly ParsedFile[],
): Pick<LintOptions, 'testedRules' | 'testedPolicies'> {
  return { testedRules: testedRules(tests, files), testedPolicies: namedPolicies(tests) }
}

/** The policy files of a folder that is open, and the test files that may hold a policy. */
export function lintedFiles(contents: FolderContents): readonly ParsedFile[] {
  return withObscure(parsePolicyFolder(contents), parseTestFolder(contents))
}

function withObscure(
  policies: readonly ParsedFile[],
  tests: readonly ParsedTestFile[],
): readonly ParsedFile[] {
  const known = new Set(policies.map(({ file }) => file))
  return [...policies, ...tests.flatMap(obscureFile).filter(({ file }) => !known.has(file))].sort(byFile)
}

/** A policy that stands in a test file, or in an unreadable one, would look deleted, and apply would delete it. */
function obscureFile({ file, findings }: ParsedTestFile): readonly ParsedFile[] {
  const obscure = findings.filter(({ check }) => OBSCURE.has(check))
  return obscure.length === 0 ? [] : [{ file, text: '', policies: [], bindings: [], findings: obscure }]
}

const OBSCURE = new Set([
  ...['misplaced-policy', 'unreadable-file', 'not-utf8', 'too-large', 'too-deep'],
  ...['unreadable-yaml', 'unresolved-alias', 'alias-bomb'],
])

function byFile(a: ParsedFile, b: ParsedFile): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : 0
}

/** Finds the rules that decide the project's tests; null without tests. */
export function testedRulesOf(
  { project: { root, config } }: Workbench,
  files: readonly ParsedFile[],
): ReadonlySet<string> | null {
  return testedRules(readTestFiles({ root, folder: config.policies }), files)
}

/** Reads the baseline of the working tree, also if another commit's config judges. @throws PolicyctlError leads-outside, baseline-invalid. */
export function ownBaseline(project: Pick<Project, 'root'>): Baseline {
  const text = readBaselineText(project)
  return text === null ? NO_BASELINE : readBaseline(text)
}

/** Reads the baseline, and what a proposed change adds to it. @throws PolicyctlError baseline-invalid. */
export function baselineFor(project: Project): JudgedBaseline {
  const own = ownBaseline(project)
  const { judge } = project
  if (judge === undefined) return { baseline: own, added: [] }
  const base =
    judge.baseline === null ? NO_BASELINE : readBaseline(judge.baseline, `${BASELINE_NAME} at ${judge.ref}`)
  return judgedBaseline(own, base)
}

interface TestText {
  readonly parsed: ParsedTestFile
  readonly text: string
}

/** Test files with the texts that they were read from; those that cannot be read are left out. */
export function testTextsOf({ project: { root, config } }: Pick<Workbench, 'project'>): readonly TestText[] {
  return testTextsIn(openFolder({ root, folder: config.policies, wanted: 'tests' }))
}

/** As `testTextsOf`, of a folder that is open. */
export function testTextsIn(contents: FolderContents): readonly TestText[] {
  return allTestFiles(contents).flatMap((parsed) =>
    parsed.tests.length === 0
      ? []
      : [
          {
            parsed,
            text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(contents.bytesOf(parsed.file)),
          },
        ],
  )
}

function lintOptions(contents: FolderContents, workbench: Workbench): LintOptions {
  const { project, context } = workbench
  const { root, config, configFile, configText: text } = project
  return {
    checks: config.checks,
    baseline: baselineFor(project).baseline,
    config:
      configFile === null || text === null
        ? null
        : {
            file: relative(root, configFile),
            text,
            guardrails: inPlace(contents, workbench),
            ...(project.judge !== undefined && { proposedWider: project.judge.wider }),
          },
    today: context.clock.now().toISOString().slice(0, 10),
  }
}

/** Returns the guardrails by their places in the config; null for one that is for other targets. */
function inPlace(contents: FolderContents, workbench: Workbench): readonly (Guardrail | null)[] {
  const resolved = guardrailsWith(allPolicyFiles(contents), workbench)
  const left = [...resolved]
  return workbench.whole.config.guardrails.map(({ targets }) =>
    targets === undefined || isHeldFor(targets, workbench.targetName) ? (left.shift() ?? null) : null,
  )
}

/** @returns null if there is none. @throws PolicyctlError leads-outside, baseline-invalid. */
export function readBaselineText({ root }: Pick<Project, 'root'>): string | null {
  return readDecidingFile({ ...BASELINE_KIND, root, file: BASELINE_NAME, shown: BASELINE_NAME })
}
