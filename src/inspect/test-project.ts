import { type CoverageAsked, type TestAnswer, testAnswer } from '../answers/test.ts'
import { assertQuestion, FIELD, optional } from '../diagnostic/assert-question.ts'
import { readTestFiles } from '../files/policy-files.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { runTests, runTestsOn } from '../testing/run-tests.ts'
import type { TestRun } from '../testing/test-run.ts'
import { testableSide } from '../testing/testable-policies.ts'
import { pathFromHere, pathInProject } from '../workbench/paths.ts'
import { readWholeFolder } from '../workbench/policy-folder.ts'
import { assertPolicyFolder } from '../workbench/policy-folder-state.ts'
import type { Project } from '../workbench/project.ts'
import { projectFolder } from '../workbench/project-folder.ts'
import { openSides, type Side } from '../workbench/side.ts'
import { type SideName, targetOfSide } from '../workbench/side-name.ts'
import type { Workbench } from '../workbench/workbench.ts'

export interface TestQuestion {
  /** Test files and folders, from the current folder; [] for all tests of the project. */
  readonly paths: readonly string[]
  /** True if coverage is asked for: the rules that no test decides, and the required share of tested rules. */
  readonly coverage: boolean
  /** The side that policies are read from; the tests are those of the working tree. Default: files. */
  readonly side?: SideName
}

const FILES: SideName = { kind: 'files' }

/** Runs policy tests. @throws PolicyctlError path-not-found; and what opening sides throws. */
export async function testProject(asked: Workbench, question: TestQuestion): Promise<TestAnswer> {
  assertQuestion('testProject', question, {
    paths: FIELD.texts,
    coverage: FIELD.flag,
    side: optional(FIELD.side),
  })
  const { side = FILES } = question
  const named = targetOfSide(side)
  // Tests are mapped for the target whose policies they test.
  if (named === null || !asked.whole.config.targets.has(named)) return testOf(asked, { ...question, side })
  const workbench = asked.forTarget(named)
  try {
    return await testOf(workbench, { ...question, side })
  } finally {
    await workbench.close()
  }
}

async function testOf(workbench: Workbench, question: Required<TestQuestion>): Promise<TestAnswer> {
  const { root, config } = workbench.project
  await assertPolicyFolder(workbench)
  const contents = await readWholeFolder(workbench)
  const paths = question.paths.map((path) => pathInProject(workbench, path))
  const named = paths.length === 0 ? undefined : readTestFiles({ root, folder: config.policies, paths })
  const { tests, files } = projectFolder(contents, workbench, named)
  const coverage: CoverageAsked | null = question.coverage ? { threshold: config.coverage.rules } : null
  const pathOf = (file: string): string => pathFromHere(workbench, file)
  if (question.side.kind === 'files') {
    const run = runTests(
      tests,
      files.map((file) => withoutMuted(file, workbench.project)),
    )
    return testAnswer({ run, coverage, pathOf, side: { name: 'files', held: null } })
  }
  const [side] = await openSides([question.side], workbench)
  if (side === undefined) throw new Error('tests without a side')
  return testAnswer({ run: runOn(side, tests, workbench.project), coverage, pathOf, side })
}

function runOn(side: Side, tests: Parameters<typeof runTestsOn>[0], project: Project): TestRun {
  const errors = side.errors.filter(({ check }) => check !== 'unknown-field' || !isMuted(project))
  const doubtful = new Map([
    ...errors.flatMap(({ policy }) =>
      policy === null ? [] : [[policy, 'has findings of severity error'] as const],
    ),
    ...side.unreadable.map(({ policy }) => [policy, 'cannot be read'] as const),
  ])
  return runTestsOn(tests, testableSide({ ...side, doubtful }), errors)
}

function withoutMuted(file: ParsedFile, project: Project): ParsedFile {
  if (!isMuted(project)) return file
  return { ...file, findings: file.findings.filter(({ check }) => check !== 'unknown-field') }
}

/** If the config lowers the severity of `unknown-field`, unknown fields are intended. */
function isMuted({ config: { checks } }: Project): boolean {
  return (checks['unknown-field'] ?? checks['*'] ?? 'error') !== 'error'
}
