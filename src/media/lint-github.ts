/**
 * Writes findings as workflow commands, which GitHub shows on the lines of the diff.
 * People read this log in a terminal, too, so control characters are escaped.
 */
import type { Finding } from '../diagnostic/finding.ts'
import { UNTESTED } from '../lint/one-a-policy.ts'
import { printable } from '../words/printable.ts'

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const

/** @param pathOf the path of a file from the root of the repository. */
export function lintGithub(findings: readonly Finding[], pathOf: (file: string) => string): string {
  // Untested rules are left out: the annotation would be on lines that the change may not touch.
  const shown = findings.filter(({ check }) => check !== UNTESTED)
  return shown.map((finding) => commandOf(finding, pathOf)).join('')
}

function commandOf(finding: Finding, pathOf: (file: string) => string): string {
  const { severity, check, message, hint, file, line, column, endLine, endColumn } = finding
  const properties = {
    title: check,
    file: printable(pathOf(file)),
    line,
    endLine,
    // GitHub accepts columns only within one line.
    ...(line === endLine && { col: column, endColumn: Math.max(column, endColumn - 1) }),
  }
  const words = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`)
  const lines = [printable(message), ...(hint === null ? [] : [`hint: ${printable(hint)}`])]
  return `::${COMMANDS[severity]} ${words.join(',')}::${data(lines.join('\n'))}\n`
}

/** Escapes as the runner expects; otherwise the text could start a command of its own. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
