/** The JSON document of `test` (schema/test.schema.json). */
import type { Decision, RouteTaken } from '../access/model/region.ts'
import { EXIT, type ExitStatus } from '../diagnostic/exit-status.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { Request } from '../policy/request.ts'
import { withHiddenUserinfo } from '../policy/userinfo.ts'
import type { Coverage, PlacedRule, TestMismatch, TestResult, TestRun } from '../testing/test-run.ts'
import type { Answer } from './answer.ts'
import { findingInDocument } from './finding-in-document.ts'
import { type AppliedState, appliedIn, type ReadSide, type RuleInFile } from './read-side.ts'

export interface TestDocument {
  readonly formatVersion: 1
  /** The side that the policies were read from, as named on the command line. */
  readonly side: string
  /** If the side is a ledger's revision: the apply that wrote it. */
  readonly asOf: readonly AppliedState[]
  readonly summary: TestSummary
  readonly tests: readonly {
    readonly name: string
    readonly file: string
    readonly line: number
    readonly status: 'passed' | 'failed'
    readonly agent: string | null
    readonly policies: readonly string[]
    readonly request: Request
    readonly expected: {
      readonly decision: Decision
      readonly approvers: readonly string[] | null
      readonly because: { readonly policy: string; readonly rule: number } | null
    }
    readonly actual: {
      readonly decision: Decision
      readonly because: readonly RuleInFile[]
      readonly route: RouteTaken | null
    }
    readonly mismatches: readonly TestMismatch[]
  }[]
  readonly coverage: {
    readonly rules: number
    readonly decided: number
    readonly percent: number
    readonly threshold: number | null
    readonly untested: readonly RuleInFile[]
    readonly neverDecide: readonly RuleInFile[]
  } | null
  readonly findings: readonly Finding[]
}

export interface TestSummary {
  readonly files: number
  /** Number of tests that were run. */
  readonly tests: number
  readonly passed: number
  readonly failed: number
  readonly invalid: number
}

export interface CoverageAsked {
  /** Per cent; null: coverage is only reported. */
  readonly threshold: number | null
}

export type TestAnswer = Answer<'test', TestDocument, TestView>

export interface TestView {
  readonly run: TestRun
  /** null without --coverage. */
  readonly coverage: CoverageAsked | null
  /** The side that the policies were read from. */
  readonly side: Pick<ReadSide, 'name' | 'held'>
  /** The path of a file, relative to the current folder. */
  pathOf(file: string): string
}

export function testAnswer(view: TestView): TestAnswer {
  const { run, coverage } = view
  return {
    kind: 'test',
    document: withHiddenUserinfo(testDocument(view)),
    status: statusOf(run, coverage),
    view,
  }
}

/** The exit status is 1 if a test fails or cannot be run, or if coverage is too low. */
function statusOf({ findings, results, coverage }: TestRun, asked: CoverageAsked | null): ExitStatus {
  const hasFailed = findings.length > 0 || results.some(({ mismatches }) => mismatches.length > 0)
  const isLow = asked !== null && asked.threshold !== null && coverage.percent < asked.threshold
  return hasFailed || isLow ? EXIT.no : EXIT.done
}

function testDocument({ run, coverage: asked, side }: TestView): TestDocument {
  return {
    formatVersion: 1,
    side: side.name,
    asOf: appliedIn(side),
    summary: summaryOf(run),
    tests: run.results.map(testInDocument),
    coverage: asked === null ? null : coverageInDocument(run.coverage, asked),
    findings: run.findings.map(findingInDocument),
  }
}

export function summaryOf({ files, results, invalid }: TestRun): TestSummary {
  const failed = results.filter(({ mismatches }) => mismatches.length > 0).length
  return { files, tests: results.length, passed: results.length - failed, failed, invalid }
}

function testInDocument({
  test,
  agent,
  policies,
  actual,
  mismatches,
}: TestResult): TestDocument['tests'][number] {
  const { decision, approvers, because } = test.expected
  return {
    name: test.name,
    file: test.place.file,
    line: test.place.line,
    status: mismatches.length === 0 ? 'passed' : 'failed',
    agent,
    policies,
    request: test.request,
    expected: {
      decision,
      approvers,
      because: because === null ? null : { policy: because.policy, rule: because.rule },
    },
    actual: { decision: actual.decision, because: actual.because.map(inDocument), route: actual.route },
    mismatches,
  }
}

function coverageInDocument(coverage: Coverage, { threshold }: CoverageAsked): TestDocument['coverage'] {
  return {
    ...coverage,
    threshold,
    untested: coverage.untested.map(inDocument),
    neverDecide: coverage.neverDecide.map(inDocument),
  }
}

function inDocument({ policy, rule, place }: PlacedRule): RuleInFile {
  return { policy, rule, file: place?.file ?? null, line: place?.line ?? null }
}
