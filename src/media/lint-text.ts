/** Findings as a compiler prints them: file:line:column, the line itself with a caret, the hint; a summary at the end. */
import pc from 'picocolors'
import type { LintOutcome } from '../answers/lint.ts'
import type { Finding, Severity } from '../diagnostic/finding.ts'
import { printable } from '../words/printable.ts'

export interface LintTextOptions {
  readonly color: boolean
  /** Characters in a line of the terminal; null where there is no edge. */
  readonly columns: number | null
  /** Text of a file, '' where there is none. */
  textOf(file: string): string
  /** The file as somebody in the current folder names it. */
  pathOf(file: string): string
}

/** A log has no edge; the bound is for files that are one endless line. */
const LOG_COLUMNS = 200

type Colors = ReturnType<typeof pc.createColors>

export function lintText(outcome: LintOutcome, options: LintTextOptions): string {
  const colors = pc.createColors(options.color)
  const linesOf = linesByFile(options.textOf)
  const findings = outcome.findings.map((finding) => findingText(finding, { colors, linesOf, options }))
  return [...findings, summaryText(outcome, colors)].join('\n')
}

/** Cuts a file into lines once, however many findings it has. */
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
  const { colors, linesOf, options } = setting
  const { file, line, column, severity, check, message, hint } = finding
  const place = `${printable(options.pathOf(file))}:${line}:${column}`
  const head = `${colors.bold(place)} ${severityText(severity, colors)} ${colors.bold(check)}: ${printable(message)}`
  const source = maskPasswords(linesOf(file)[line - 1])
  const lines = source === undefined || source.trim() === '' ? [] : excerpt(finding, source, setting)
  return [head, ...lines, ...(hint === null ? [] : [`  ${colors.dim('hint:')} ${printable(hint)}`]), ''].join(
    '\n',
  )
}

function severityText(severity: Severity, { red, yellow, cyan }: Colors): string {
  return { error: red, warning: yellow, info: cyan }[severity](severity)
}

/** Credentials in a URL are a finding; a log is no better place for them. As long as before, so that carets fit. */
function maskPasswords(source: string | undefined): string | undefined {
  return source?.replace(/(?<=:\/\/[^\s/@:'"]*:)[^\s/@'"]+(?=@)/g, (password) => '*'.repeat(password.length))
}

/** The line with carets below. Of a place of many lines, its first one; of a long line, the part around the place. */
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

/** Where a line ends, comment and trailing blanks left out. */
function contentEnd(source: string): number {
  return source.replace(/ +#.*$/, '').trimEnd().length
}

function summaryText({ files, policies, findings }: LintOutcome, colors: Colors): string {
  const looked = `${policies} ${policies === 1 ? 'policy' : 'policies'} in ${files} ${files === 1 ? 'file' : 'files'}`
  if (findings.length === 0) return `${colors.green('no findings')} in ${looked}\n`
  const counts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`]
  })
  const fixable = findings.filter((finding) => finding.fixable).length
  const fix = fixable === 0 ? '' : `; --fix mends ${fixable}`
  return `${colors.bold(counts.join(', '))} in ${looked}${fix}\n`
}
