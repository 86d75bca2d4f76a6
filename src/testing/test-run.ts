/** The result of a run of policy tests. */
import type { Decision, RouteTaken } from '../access/model/region.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { Place } from '../diagnostic/place.ts'
import type { ParsedTest } from '../parse/parsed-test.ts'

export interface TestRun {
  /** Test files that were read. */
  readonly files: number
  /** In the order of files and of the tests in them. */
  readonly results: readonly TestResult[]
  /** Tests that could not be run; the findings say why. */
  readonly invalid: number
  /** The findings of the test files, and those of severity error of the policy files; sorted by place. */
  readonly findings: readonly Finding[]
  readonly coverage: Coverage
}

/** The part of an expectation that failed. */
export type TestMismatch = 'decision' | 'approvers' | 'because'

export interface TestResult {
  readonly test: ParsedTest
  /** The agent, `namespace/name`; null if the test names policies. */
  readonly agent: string | null
  /** The policies that decided, sorted. */
  readonly policies: readonly string[]
  readonly actual: {
    readonly decision: Decision
    /** Empty if no rule matches, which denies. */
    readonly because: readonly PlacedRule[]
    readonly route: RouteTaken | null
  }
  /** The parts that are not as expected; empty: passed. */
  readonly mismatches: readonly TestMismatch[]
}

export interface PlacedRule {
  readonly policy: string
  /** Index in `spec.policies`. */
  readonly rule: number
  /** null if the policy is in no file. */
  readonly place: Place | null
}

/**
 * Counts the rules that decide tests. A rule that can never decide (stronger rules
 * of its policy match all that it matches) is not counted, since no test could
 * reach it; lint reports it.
 */
export interface Coverage {
  /** Rules that can decide. */
  readonly rules: number
  /** Rules that decided a test. */
  readonly decided: number
  /** Per cent, rounded down to one decimal; 100 if there are no rules. */
  readonly percent: number
  readonly untested: readonly PlacedRule[]
  readonly neverDecide: readonly PlacedRule[]
}
