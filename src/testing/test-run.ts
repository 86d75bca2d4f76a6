/** The result of a run of policy tests. Everything is data; media print it. */
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
  /** The agent, `namespace/name`, where the test names one. */
  readonly agent: string | null
  /** The policies that decided, sorted. */
  readonly policies: readonly string[]
  readonly actual: {
    readonly decision: Decision
    /** Empty where no rule matches, which denies. */
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
  /** null where the policy stands in no file. */
  readonly place: Place | null
}

/**
 * The rules that decide tests. A rule that can never decide (stronger rules of
 * its policy match all that it matches) counts on neither side, since no test
 * could ever reach it; lint reports it.
 */
export interface Coverage {
  /** Rules that can decide. */
  readonly rules: number
  /** Those of the rules that decided a test that was run. */
  readonly decided: number
  /** Per cent, rounded down to one digit; 100 where there are no rules. */
  readonly percent: number
  readonly untested: readonly PlacedRule[]
  readonly neverDecide: readonly PlacedRule[]
}
