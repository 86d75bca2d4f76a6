/** Runs policy tests with the plain evaluator. */
import { decide, type RuleRef } from '../access/model/decide.ts'
import { byPlace, type Finding } from '../diagnostic/finding.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import type { Named, ParsedTest, ParsedTestFile } from '../parse/parsed-test.ts'
import { type BoundTest, bindTest, unknownBinding } from './bind-test.ts'
import { coverageOf, decidedRules } from './coverage.ts'
import type { PlacedRule, TestMismatch, TestResult, TestRun } from './test-run.ts'
import { type TestablePolicies, testablePolicies } from './testable-policies.ts'

/** @param policyFiles all files of the project, whichever tests are run. */
export function runTests(testFiles: readonly ParsedTestFile[], policyFiles: readonly ParsedFile[]): TestRun {
  const broken = policyFiles.flatMap((file) => file.findings).filter(({ severity }) => severity === 'error')
  return runTestsOn(testFiles, testablePolicies(policyFiles), broken)
}

/** @param broken findings of severity error about the policies. */
export function runTestsOn(
  testFiles: readonly ParsedTestFile[],
  set: TestablePolicies,
  broken: readonly Finding[],
): TestRun {
  const { results, findings, invalid } = runEach(testFiles, set)
  return {
    files: testFiles.length,
    results,
    invalid,
    findings: eachOnce([...findings, ...broken]).sort(byPlace),
    coverage: coverageOf([...set.policies.values()], results),
  }
}

/** `policy#rule` of every rule that decides a test; null if there is no test. */
export function testedRules(
  testFiles: readonly ParsedTestFile[],
  policyFiles: readonly ParsedFile[],
): ReadonlySet<string> | null {
  if (testFiles.every(({ tests }) => tests.length === 0)) return null
  return decidedRules(runEach(testFiles, testablePolicies(policyFiles)).results)
}

/** The policies that tests name, with each place. */
export function namedPolicies(testFiles: readonly ParsedTestFile[]): readonly Named[] {
  const named = testFiles.flatMap(({ tests }) =>
    tests.flatMap(({ bound, expected: { because } }) => [
      ...(bound.kind === 'policies' ? bound.names : []),
      ...(because === null ? [] : [{ name: because.policy, place: because.place }]),
    ]),
  )
  // A test that names no policies inherits those of the test before it, with their places.
  const places = named.map((one) => [JSON.stringify([one.name, one.place]), one] as const)
  return [...new Map(places).values()]
}

function runEach(
  testFiles: readonly ParsedTestFile[],
  set: TestablePolicies,
): Pick<TestRun, 'results' | 'findings' | 'invalid'> {
  const results: TestResult[] = []
  const findings: Finding[] = []
  let invalid = 0
  for (const file of testFiles) {
    findings.push(...file.findings)
    invalid += file.invalid
    for (const test of file.tests) {
      const bound = bindTest(test, set)
      const result = 'bound' in bound ? runTest(test, bound, set) : null
      const faults = 'bound' in bound ? vacuous(test, { ...bound, result, side: set.side }) : bound
      if (result !== null && faults.length === 0) results.push(result)
      else {
        findings.push(...faults)
        invalid += 1
      }
    }
  }
  return { results, findings, invalid }
}

/** Refuses a test if no rule matches and the agent is bound to a policy that does not exist: the test may be about that policy. */
function vacuous(
  test: ParsedTest,
  {
    agent,
    missing,
    result,
    side,
  }: BoundTest & Pick<TestablePolicies, 'side'> & { readonly result: TestResult | null },
): readonly Finding[] {
  const place = test.bound.kind === 'agent' ? test.bound.agent.place : test.place
  if (missing.length === 0 || result === null || result.actual.because.length > 0) return []
  return [unknownBinding(`${agent}`, missing, { place, side })]
}

/** Drops repeated findings: the search for tests and the search for policies both report a broken link. */
function eachOnce(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()]
}

function runTest(test: ParsedTest, { agent, bound }: BoundTest, set: TestablePolicies): TestResult {
  const { decision, because, route } = decide(test.request, bound)
  const actual = { decision, because: because.flatMap((rule) => placedRule(rule, set)), route }
  const mismatches: TestMismatch[] = []
  if (actual.decision !== test.expected.decision) mismatches.push('decision')
  if (!isAsked(test, actual.route?.approvers.groups ?? [])) mismatches.push('approvers')
  if (!isBecause(test, actual.because)) mismatches.push('because')
  return { test, agent, policies: bound.map(({ name }) => name), actual, mismatches }
}

function placedRule(ref: RuleRef, { policies }: TestablePolicies): readonly PlacedRule[] {
  const policy = policies.get(ref.policy)
  return policy === undefined ? [] : [{ ...ref, place: policy.placeOf(['spec', 'policies', ref.rule]) }]
}

function isAsked({ expected: { approvers } }: ParsedTest, groups: readonly string[]): boolean {
  return approvers === null || JSON.stringify(approvers) === JSON.stringify([...groups].sort())
}

function isBecause({ expected: { because } }: ParsedTest, rules: TestResult['actual']['because']): boolean {
  return (
    because === null || rules.some(({ policy, rule }) => policy === because.policy && rule === because.rule)
  )
}
