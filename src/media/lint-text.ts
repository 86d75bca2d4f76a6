/** Prints findings like a compiler: file:line:column, the line itself with a caret, the hint; a summary at the end. */
import pc from 'picocolors'
import type { HiddenInBaseline, LintOutcome } from '../answers/lint.ts'
import { count } from '../diagnostic/count.ts'
import type { Finding, Severity } from '../diagnostic/finding.ts'
import { UNTESTED } from '../lint/one-a-policy.ts'
import { groupBy } from '../policy/group-by.ts'
import { hiddenInUrl } from '../policy/userinfo.ts'
import { printable } from '../words/printable.ts'

export interface LintTextOptions {
  readonly color: boolean
  /** Characters in a line of the terminal; null: no limit. */
  readonly columns: number | null
  /** True to print every finding in full. */
  readonly verbose: boolean
  /** True to leave out untested rules. */
  readonly quiet: boolean
  /** Names of all targets that the findings stand for; absent: their own. */
  readonly targets?: readonly string[]
  /** Returns the text of a file; '' if there is none. */
  textOf(file: string): string
  /** Returns the path of a file from the current folder. */
  pathOf(file: string): string
}

/** The limit for a log, which has none itself, because of files with one endless line. */
const LOG_COLUMNS = 200

type Colors = ReturnType<typeof pc.createColors>

/** Prints errors first, then warnings, then the rest; if there are very many, only the first of each kind in full. */
export function lintText(outcome: LintOutcome, options: LintTextOptions): string {
  const colors = pc.createColors(options.color)
  const setting = { colors, linesOf: linesByFile(options.textOf), options }
  const shown = options.quiet ? outcome.findings.filter(({ check }) => check !== UNTESTED) : outcome.findings
  const isLong = shown.length > MOST_IN_FULL && !options.verbose
  const findings = gravestFirst(shown)
  const texts = isLong
    ? foldedFindings(findings, setting)
    : findings.map((finding) => findingText(finding, setting))
  const hidden = outcome.hidden === undefined ? [] : [hiddenText(outcome.hidden, setting)]
  return [
    ...texts,
    ...hidden,
    summaryText({ ...outcome, findings: shown }, { colors, isLong, targets: options.targets?.length ?? 1 }),
  ].join('\n')
}

/** Longer lists are folded by check. */
const MOST_IN_FULL = 30
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info']

/** Sorts by severity; within one, by place. */
function gravestFirst(findings: readonly Finding[]): readonly Finding[] {
  const rank = ({ severity, check }: Finding): number =>
    SEVERITIES.indexOf(severity) + (check === UNTESTED ? SEVERITIES.length : 0)
  return findings.toSorted((a, b) => rank(a) - rank(b))
}

/** Splits each file into lines only once. */
function linesByFile(textOf: (file: string) => string): (file: string) => readonly string[] {
  const known = new Map<string, readonly string[]>()
  return (file) => {
    const found =
      known.get(file) ??
      textOf(file)
        .replace(/^\uFEFF/, '')
        .split(/\r?\n/)
    known.set(file, found)
    return found
  }
}

interface Setting {
  readonly colors: Colors
  readonly linesOf: (file: string) => readonly string[]
  readonly options: LintTextOptions
}

function findingText(finding: Finding, setting: Setting): string {
  const { colors, linesOf } = setting
  const { file, line, hint } = finding
  const written = linesOf(file)[line - 1]
  const source = written === undefined ? undefined : hiddenInUrl(written)
  const lines = source === undefined || source.trim() === '' ? [] : excerpt(finding, source, setting)
  const hints = hint === null ? [] : [`  ${colors.dim('hint:')} ${printable(hint)}`]
  return [headText(finding, setting), ...lines, ...hints, ''].join('\n')
}

/** Prints the place, the severity and the message. */
function headText(finding: Finding, { colors, options }: Setting): string {
  const { file, line, column, severity, check, message } = finding
  const place = `${printable(options.pathOf(file))}:${line}:${column}`
  return `${colors.bold(place)} ${severityText(severity, colors)} ${colors.bold(check)}: ${printable(message)}`
}

/** Prints one line for each check, and the first finding of some errors in full, so that it all fits on a screen. */
function foldedFindings(findings: readonly Finding[], setting: Setting): readonly string[] {
  const groups = [...groupBy(findings, ({ severity, check }) => `${severity} ${check}`).values()]
  const inFull = groups.filter(([first]) => first?.severity === 'error').slice(0, MOST_ERRORS_IN_FULL)
  const lines = groups.slice(inFull.length).map((group) => groupLine(group, setting))
  return [...inFull.map((group) => groupText(group, setting)), lines.join('')]
}

const MOST_ERRORS_IN_FULL = 4

function groupText([first, ...rest]: readonly Finding[], setting: Setting): string {
  if (first === undefined) return ''
  const text = findingText(first, setting)
  return rest.length === 0 ? text : `${text}  also ${placesText(rest, setting)}\n`
}

function groupLine([first, ...rest]: readonly Finding[], setting: Setting): string {
  if (first === undefined) return ''
  const more = rest.length === 0 ? '' : setting.colors.dim(` (and ${rest.length} more)`)
  return `${headText(first, setting)}${more}\n`
}

const PLACES = 5

function placesText(findings: readonly Finding[], { options }: Setting): string {
  const named = findings
    .slice(0, PLACES)
    .map(({ file, line }) => `${printable(options.pathOf(file))}:${line}`)
  const more = findings.length - named.length
  return `${named.join(', ')}${more === 0 ? '' : ` and ${more} more`}`
}

/** Lists accepted findings, oldest first. */
function hiddenText(hidden: readonly HiddenInBaseline[], setting: Setting): string {
  const { colors } = setting
  const lines = hidden
    .toSorted((a, b) => ((a.since ?? '') < (b.since ?? '') ? -1 : 1))
    .map((finding) => {
      const { since, days } = finding
      const age =
        since === null || days === null ? 'since an unknown date' : `since ${since}, ${count(days, 'day')}`
      return `  ${headText(finding, setting)} ${colors.dim(`(${age})`)}\n`
    })
  return `${colors.bold('hidden by the baseline')}: ${hidden.length === 0 ? 'no findings' : count(hidden.length, 'finding')}\n${lines.join('')}`
}

function severityText(severity: Severity, { red, yellow, cyan }: Colors): string {
  return { error: red, warning: yellow, info: cyan }[severity](severity)
}

/** Prints the line with carets below. A place of many lines shows the first; a long line shows the part around the place. */
function excerpt(finding: Finding, source: string, { colors, options }: Setting): readonly string[] {
  const { line, column, endLine, endColumn } = finding
  const number = String(line)
  const end = endLine === line ? endColumn - 1 : contentEnd(source)
  const room = Math.max(40, (options.columns ?? LOG_COLUMNS) - number.length - 6)
  const from = column + 20 > room ? Math.max(0, column - 21) : 0
  const shown = source.slice(from, from + room)
  const before = printable(source.slice(from, column - 1))
  const marked = printable(source.slice(column - 1, Math.min(end, from + room)))
  return [
    `  ${colors.dim(`${number} |`)} ${printable(shown)}`,
    `  ${' '.repeat(number.length)} ${colors.dim('|')} ${' '.repeat(before.length)}${colors.red('^'.repeat(Math.max(1, marked.length)))}`,
  ]
}

/** Finds the end of a line's content, without comment and trailing blanks. */
function contentEnd(source: string): number {
  return source.replace(/ +#.*$/, '').trimEnd().length
}

interface Summary {
  readonly colors: Colors
  readonly isLong: boolean
  /** The number of targets with these findings. */
  readonly targets: number
}

function summaryText(
  { files, policies, findings, hidden, hides }: LintOutcome,
  { colors, isLong, targets }: Summary,
): string {
  // Targets with equal findings may have different numbers of files, so no number is given.
  const looked =
    targets > 1
      ? `each of ${targets} targets`
      : `${policies} ${policies === 1 ? 'policy' : 'policies'} in ${files} ${files === 1 ? 'file' : 'files'}`
  const known = hidden === undefined && hides !== undefined ? hidesText(hides) : ''
  if (findings.length === 0) return `${colors.green('no findings')} in ${looked}${known}\n`
  const counts = SEVERITIES.flatMap((severity) => {
    const many = findings.filter((finding) => finding.severity === severity).length
    return many === 0 ? [] : [count(many, severity)]
  })
  const fixable = findings.filter((finding) => finding.fixable).length
  const fix = fixable === 0 ? '' : `; --fix fixes ${fixable}`
  const rest = isLong ? '; --verbose shows each' : ''
  return `${colors.bold(counts.join(', '))} in ${looked}${fix}${rest}${known}\n`
}

/** `no findings` beside an accepted error would read as if there were none. */
function hidesText({ findings, errors }: NonNullable<LintOutcome['hides']>): string {
  if (findings === 0) return ''
  const are = findings === 1 ? 'is' : 'are'
  const grave = errors === 0 ? '' : `, ${errors} of severity error`
  return `; ${findings} ${are} hidden by the baseline${grave} (--baseline)`
}
