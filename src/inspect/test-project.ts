import { type CoverageAsked, type TestAnswer, testAnswer } from '../answers/test.ts'
import { readTestFiles } from '../files/test-files.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { runTests } from '../testing/run-tests.ts'
import { pathFromHere, pathInProject } from '../workbench/paths.ts'
import { readWholeFolder } from '../workbench/policy-folder.ts'
import { assertPolicyFolder } from '../workbench/policy-folder-state.ts'
import type { Project } from '../workbench/project.ts'
import { projectFolder } from '../workbench/project-folder.ts'
import type { Workbench } from '../workbench/workbench.ts'

export interface TestQuestion {
  /** Test files and folders, from the current folder; [] for all tests of the project. */
  readonly paths: readonly string[]
  /** Whether the rules that no test decides are asked for, and their share has to be enough. */
  readonly coverage: boolean
}

/** Runs policy tests: what is decided about requests, and why. @throws PolicyctlError path-not-found. */
export async function testProject(workbench: Workbench, question: TestQuestion): Promise<TestAnswer> {
  const { project } = workbench
  const { root, config } = project
  await assertPolicyFolder(workbench)
  const contents = await readWholeFolder(workbench)
  const paths = question.paths.map((path) => pathInProject(workbench, path))
  const named = paths.length === 0 ? undefined : readTestFiles({ root, folder: config.policies, paths })
  const { tests, files: policies } = projectFolder(contents, workbench, named)
  const run = runTests(
    tests,
    policies.map((file) => withoutMuted(file, project)),
  )
  const coverage: CoverageAsked | null = question.coverage ? { threshold: config.coverage.rules } : null
  return testAnswer({ run, coverage, pathOf: (file) => pathFromHere(workbench, file) })
}

/** A config that turns `unknown-field` down says that the fields are meant. */
function withoutMuted(file: ParsedFile, { config: { checks } }: Project): ParsedFile {
  const severity = checks['unknown-field'] ?? checks['*'] ?? 'error'
  if (severity === 'error') return file
  return { ...file, findings: file.findings.filter(({ check }) => check !== 'unknown-field') }
}
