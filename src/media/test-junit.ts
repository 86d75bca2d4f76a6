/** Writes policy tests as JUnit XML, which CI systems read: a suite for each file, an error for each test that could not be run. */
import { type CoverageAsked, summaryOf } from '../answers/test.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { PlacedRule, TestResult, TestRun } from '../testing/test-run.ts'
import { actualText, boundText, expectedText, failureText, testRequestText } from '../words/test-words.ts'
import { type XmlElement, xmlDocument } from './xml.ts'

/** @param coverage null without --coverage. A missed threshold becomes a failure, so that CI shows it. */
export function testJunit(run: TestRun, coverage: CoverageAsked | null): string {
  const { tests, failed } = summaryOf(run)
  const isLow = isBelow(run, coverage)
  const suites = [...byFile(run)].map(([file, ofFile]) => suiteOf(file, ofFile))
  return xmlDocument({
    name: 'testsuites',
    attributes: {
      name: 'policyctl test',
      tests: tests + run.findings.length + Number(isLow),
      failures: failed + Number(isLow),
      errors: run.findings.length,
    },
    content: isLow ? [...suites, coverageSuite(run, coverage?.threshold ?? 0)] : suites,
  })
}

function isBelow({ coverage }: TestRun, asked: CoverageAsked | null): boolean {
  return asked !== null && asked.threshold !== null && coverage.percent < asked.threshold
}

interface OfFile {
  readonly results: TestResult[]
  readonly findings: Finding[]
}

function byFile({ results, findings }: TestRun): ReadonlyMap<string, OfFile> {
  const files = new Map<string, OfFile>()
  const of = (file: string): OfFile => {
    const known = files.get(file) ?? { results: [], findings: [] }
    files.set(file, known)
    return known
  }
  for (const result of results) of(result.test.place.file).results.push(result)
  for (const finding of findings) of(finding.file).findings.push(finding)
  return files
}

function suiteOf(file: string, { results, findings }: OfFile): XmlElement {
  const failures = results.filter(({ mismatches }) => mismatches.length > 0).length
  return {
    name: 'testsuite',
    attributes: {
      name: file,
      tests: results.length + findings.length,
      failures,
      errors: findings.length,
    },
    content: [...results.map(testCase), ...findings.map(findingCase)],
  }
}

function findingCase({ check, message, hint, file, line }: Finding): XmlElement {
  const text = `${file}:${line} ${message}${hint === null ? '' : `\nhint: ${hint}`}`
  return {
    name: 'testcase',
    attributes: { name: `line ${line}: ${check}`, classname: file, file, line },
    content: [{ name: 'error', attributes: { message, type: check }, content: text }],
  }
}

function testCase(result: TestResult): XmlElement {
  const { test, mismatches } = result
  const { file, line } = test.place
  const content = mismatches.length === 0 ? [] : [failureOf(result)]
  return { name: 'testcase', attributes: { name: test.name, classname: file, file, line }, content }
}

function failureOf(result: TestResult): XmlElement {
  const { test, mismatches, actual } = result
  const rules = actual.because.map((rule) => placedRule(rule))
  const lines = [
    `${test.place.file}:${test.place.line}`,
    `${testRequestText(test.request)} ${boundText(result)}`,
    `expected ${expectedText(test.expected)}`,
    `got ${actualText(actual)}`,
    ...rules,
  ]
  const message = failureText(test.expected, actual)
  return { name: 'failure', attributes: { message, type: mismatches.join(' ') }, content: lines.join('\n') }
}

function placedRule({ policy, rule, place }: PlacedRule): string {
  return place === null ? `${policy}#${rule}` : `${policy}#${rule} ${place.file}:${place.line}`
}

function coverageSuite({ coverage }: TestRun, threshold: number): XmlElement {
  const message =
    coverage.rules === 0
      ? `there is no rule that a test could decide, ${threshold} % wanted`
      : `${coverage.percent} % of the rules are decided by a test, ${threshold} % wanted`
  const untested = coverage.untested.map((rule) => `untested: ${placedRule(rule)}`)
  const failure: XmlElement = {
    name: 'failure',
    attributes: { message, type: 'coverage' },
    content: [message, ...untested].join('\n'),
  }
  const testcase: XmlElement = {
    name: 'testcase',
    attributes: { name: 'rules decided by a test', classname: 'coverage' },
    content: [failure],
  }
  return {
    name: 'testsuite',
    attributes: { name: 'coverage', tests: 1, failures: 1, errors: 0 },
    content: [testcase],
  }
}
