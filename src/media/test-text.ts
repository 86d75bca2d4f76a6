/** Prints failed policy tests on a terminal: the request, the expected and the actual decision, and the deciding rule. */

import pc from 'picocolors'
import { type CoverageAsked, summaryOf } from '../answers/test.ts'
import { count } from '../diagnostic/count.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { Place } from '../diagnostic/place.ts'
import type { Coverage, PlacedRule, TestResult, TestRun } from '../testing/test-run.ts'
import { printable } from '../words/printable.ts'
import { actualText, boundText, expectedText, ruleText, testRequestText } from '../words/test-words.ts'
import { findingLine } from './finding-line.ts'

export interface TestTextOptions {
  readonly color: boolean
  /** True to print passed tests and every rule, too. */
  readonly verbose: boolean
  /** null without --coverage. */
  readonly coverage: CoverageAsked | null
  /** Returns the path of a file from the current folder. */
  pathOf(file: string): string
}

type Colors = ReturnType<typeof pc.createColors>

export function testText(run: TestRun, options: TestTextOptions): string {
  const colors = pc.createColors(options.color)
  const sections = [
    ...run.findings.map((finding) => findingLine(named(finding, options))),
    ...run.results
      .filter(({ mismatches }) => options.verbose || mismatches.length > 0)
      .map((result) => resultText(result, colors, options)),
    ...(options.coverage === null ? [] : [coverageText(run.coverage, options.coverage, { colors, options })]),
    summaryText(run, colors),
  ]
  return sections.join('\n')
}

function named(finding: Finding, { pathOf }: TestTextOptions): Finding {
  return { ...finding, file: pathOf(finding.file) }
}

function resultText(result: TestResult, colors: Colors, options: TestTextOptions): string {
  const { test, mismatches } = result
  const isPassed = mismatches.length === 0
  const mark = isPassed ? colors.green('✓ passed') : colors.red('✗ FAILED')
  const place = colors.dim(placeText(test.place, options))
  const head = `${mark}  ${colors.bold(printable(test.name))}   ${place}\n`
  if (isPassed) return head
  const { because } = result.actual
  const [only] = because.length === 1 ? because : []
  const got = actualText(result.actual)
  const at = only === undefined ? null : only.place
  const rows = [
    ['', `${testRequestText(test.request)}   ${boundText(result)}`],
    ['expected', expectedText(test.expected)],
    ['got', at === null ? got : `${got}   ${colors.dim(placeText(at, options))}`],
    ...(only === undefined ? because.map((rule) => ['', colors.dim(decidingText(rule, options))]) : []),
  ]
  return `${head}${rows.map(([label = '', text = '']) => `          ${label.padEnd(10)}${text}\n`).join('')}`
}

function decidingText(rule: PlacedRule, options: TestTextOptions): string {
  return rule.place === null ? ruleText(rule) : `${ruleText(rule)}   ${placeText(rule.place, options)}`
}

function placeText({ file, line }: Place, { pathOf }: TestTextOptions): string {
  return printable(`${pathOf(file)}:${line}`)
}

/** The most rules; the others are only counted. */
const RULES = 40

function coverageText(
  { rules, decided, percent, untested, neverDecide }: Coverage,
  { threshold }: CoverageAsked,
  { colors, options }: { colors: Colors; options: TestTextOptions },
): string {
  const wanted = threshold === null ? '' : `, ${threshold} % wanted`
  const isLow = threshold !== null && percent < threshold
  const facts =
    rules === 0
      ? `there is no rule that a test could decide${wanted}`
      : `${decided} of ${count(rules, 'rule')} decided by a test, ${percent} %${wanted}`
  const head = `${colors.bold('COVERAGE')}  ${isLow ? colors.red(facts) : facts}\n`
  const shown = options.verbose ? untested : untested.slice(0, RULES)
  const rest = untested.length - shown.length
  return [
    head,
    ...shown.map((rule) => ruleLine('untested', rule, options)),
    ...(rest === 0 ? [] : [`          and ${count(rest, 'more rule')} (--verbose)\n`]),
    ...neverDecide.map((rule) => ruleLine('idle', rule, options)),
    ...(neverDecide.length === 0
      ? []
      : [colors.dim('          idle rules never decide, so they do not count; lint says why\n')]),
  ].join('')
}

function ruleLine(label: string, rule: PlacedRule, options: TestTextOptions): string {
  return `          ${label.padEnd(10)}${decidingText(rule, options)}\n`
}

function summaryText(run: TestRun, { bold, green, red }: Colors): string {
  const { files, tests, passed, failed, invalid } = summaryOf(run)
  if (tests + invalid === 0 && run.findings.length === 0)
    return files === 0
      ? 'no tests: there is no *.test.yaml with a test in it\n'
      : `no tests for this target: those in ${count(files, 'file')} are for others\n`
  const counts = [
    ...(failed === 0 ? [] : [red(`${failed} failed`)]),
    ...(invalid === 0 ? [] : [red(`${invalid} not run`)]),
    failed + invalid === 0 ? green(`${passed} passed`) : `${passed} passed`,
  ]
  return `${bold(counts.join(', '))} in ${count(files, 'file')}\n`
}
