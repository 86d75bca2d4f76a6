/** Policy tests as JUnit XML, the form that CI systems read: a suite for each file, an error for what could not be run. */
import { create } from 'xmlbuilder2'
import { type CoverageAsked, summaryOf } from '../answers/test.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { TestResult, TestRun } from '../testing/test-run.ts'
import { actualText, boundText, expectedText, requestText } from '../words/test-words.ts'

type Element = ReturnType<typeof create>

/** @param coverage not null with --coverage: a threshold that is missed is a failure too, so that CI shows it. */
export function testJunit(run: TestRun, coverage: CoverageAsked | null): string {
  const { tests, failed } = summaryOf(run)
  const isLow = isBelow(run, coverage)
  const root = create(
    // What XML cannot carry at all, control characters, is shown as what it is: not printable.
    { version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '\uFFFD' },
  ).ele('testsuites', {
    name: 'policyctl test',
    tests: tests + run.findings.length + Number(isLow),
    failures: failed + Number(isLow),
    errors: run.findings.length,
  })
  for (const [file, { results, findings }] of byFile(run)) addSuite(root, file, { results, findings })
  if (isLow) addCoverage(root, run, coverage?.threshold ?? 0)
  return `${asReferences(root.end({ prettyPrint: true }))}\n`
}

/** What XML can carry and a terminal would obey, or not show, as a character reference: the same to a parser. */
function asReferences(xml: string): string {
  return xml.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character === '\n' ? character : `&#x${(character.codePointAt(0) ?? 0).toString(16)};`,
  )
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

function addSuite(root: Element, file: string, { results, findings }: OfFile): void {
  const failures = results.filter(({ mismatches }) => mismatches.length > 0).length
  const suite = root.ele('testsuite', {
    name: file,
    tests: results.length + findings.length,
    failures,
    errors: findings.length,
  })
  for (const result of results) addTest(suite, result)
  for (const { check, message, hint, line } of findings)
    suite
      .ele('testcase', { name: `line ${line}: ${check}`, classname: file, file, line })
      .ele('error', { message, type: check })
      .txt(`${file}:${line} ${message}${hint === null ? '' : `\nhint: ${hint}`}`)
}

function addTest(suite: Element, result: TestResult): void {
  const { test, mismatches, actual } = result
  const { file, line } = test.place
  const testcase = suite.ele('testcase', { name: test.name, classname: file, file, line })
  if (mismatches.length === 0) return
  const rules = actual.because.map(
    ({ policy, rule, place }) => `${policy}#${rule} ${place.file}:${place.line}`,
  )
  testcase
    .ele('failure', {
      message: `expected ${expectedText(result)}, got ${actualText(result)}`,
      type: mismatches.join(' '),
    })
    .txt(
      [
        `${file}:${line}`,
        `${requestText(result)} ${boundText(result)}`,
        `expected ${expectedText(result)}`,
        `got ${actualText(result)}`,
        ...rules,
      ].join('\n'),
    )
}

function addCoverage(root: Element, { coverage }: TestRun, threshold: number): void {
  const message = `${coverage.percent} % of the rules are decided by a test, ${threshold} % wanted`
  const untested = coverage.untested.map(
    ({ policy, rule, place }) => `untested: ${policy}#${rule} ${place.file}:${place.line}`,
  )
  root
    .ele('testsuite', { name: 'coverage', tests: 1, failures: 1, errors: 0 })
    .ele('testcase', { name: 'rules decided by a test', classname: 'coverage' })
    .ele('failure', { message, type: 'coverage' })
    .txt([message, ...untested].join('\n'))
}
