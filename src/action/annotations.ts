/**
 * Writes findings as annotations on the lines of the diff. GitHub shows ten for each
 * level and step, and drops the others silently, so a last annotation counts them.
 */

import { type AnnotationProperties, error, notice, warning } from '@actions/core'
import { regionOpens } from '../access/model/opens.ts'
import type { Region } from '../access/model/region.ts'
import type { Cause } from '../answers/cause.ts'
import type { Severity } from '../diagnostic/finding.ts'
import { UNTESTED } from '../lint/one-a-policy.ts'
import { changeWords } from '../words/decision-words.ts'
import { printable } from '../words/printable.ts'
import { plainText } from '../words/span.ts'
import type { LintReport, TestReport } from './comment/comment-input.ts'
import { distinct } from './file-targets.ts'

export interface Annotation {
  readonly level: Severity
  readonly title: string
  readonly message: string
  /** Path in the repository; null: the annotation is about the whole run. */
  readonly file: string | null
  readonly line: number
  readonly endLine: number
}

/** GitHub's limit is ten: one annotation counts the others, and two are left for messages of the run itself. */
const SHOWN = 7

export interface Annotated {
  readonly lint: LintReport | null
  readonly tests: TestReport | null
  readonly access: readonly { readonly region: Region; readonly target: string }[]
  readonly causesOf: (region: Region, targets: readonly string[]) => readonly Cause[]
  /** The project's folder in the repository, '' at the top. */
  readonly folder: string
}

export function annotationsOf({ lint, tests, access, causesOf, folder }: Annotated): readonly Annotation[] {
  const inRepository = (file: string): string => (folder === '' ? file : `${folder}/${file}`)
  const risky = access
    .filter(({ region }) => regionOpens(region))
    .flatMap(({ region, target }) => widerAnnotations(region, causesOf(region, [target]), inRepository))
  const failures = (tests?.failures ?? []).map(
    ({ name, message, file, line }): Annotation => ({
      level: 'error',
      title: `policy test: ${name}`,
      message,
      file: inRepository(file),
      line,
      endLine: line,
    }),
  )
  // Untested rules are left out: the annotation would be on lines that the pull request may not touch.
  const shown = (lint?.findings ?? []).filter(({ check }) => check !== UNTESTED)
  const findings = shown.map(
    ({ severity, check, message, hint, file, line, endLine }): Annotation => ({
      level: severity,
      title: check,
      message: hint === null ? message : `${message}\n${hint}`,
      file: inRepository(file),
      line,
      endLine,
    }),
  )
  // The same region of several targets is shown once, since GitHub shows few annotations.
  return [...distinct(risky, (one) => one), ...failures, ...findings]
}

function widerAnnotations(
  region: Region,
  causes: readonly Cause[],
  inRepository: (file: string) => string,
): readonly Annotation[] {
  const [cause] = causes.filter(({ file, line }) => file !== null && line !== null)
  if (cause === undefined) return []
  const who =
    region.agents.length > 0
      ? region.agents.slice(0, 3).join(', ')
      : `any agent bound to ${region.policies[0]}`
  const rest = region.agents.length > 3 ? ` and ${region.agents.length - 3} more` : ''
  const { before, after } = changeWords(region)
  const message = `${who}${rest}: ${plainText(before)} → ${plainText(after)} for ${region.operations.join(' ')} ${region.resource}, e.g. ${region.witness.method} ${region.witness.url}`
  const line = cause.line ?? 1
  return [
    {
      level: 'warning',
      title: region.direction === 'wider' ? 'wider access' : 'access that may get wider',
      message,
      file: inRepository(cause.file ?? ''),
      line,
      endLine: line,
    },
  ]
}

const WRITE: Readonly<Record<Severity, (message: string, properties: AnnotationProperties) => void>> = {
  error,
  warning,
  info: notice,
}

/** Writes them to the log, where the runner finds them; at most eight for each level. */
export function annotate(annotations: readonly Annotation[]): void {
  for (const level of ['error', 'warning', 'info'] as const) {
    const all = annotations.filter((annotation) => annotation.level === level)
    const shown = all.length <= SHOWN + 1 ? all : all.slice(0, SHOWN)
    for (const { title, message, file, line, endLine } of shown)
      WRITE[level](lines(message), {
        title: printable(title),
        ...(file === null ? {} : { file, startLine: line, endLine }),
      })
    if (shown.length < all.length)
      WRITE[level](`${all.length - shown.length} more of this level are in the job summary.`, {
        title: 'policyctl',
      })
  }
}

/** Escapes each line, so that nothing in it is read as a command; line ends stay. */
function lines(message: string): string {
  return message.split('\n').map(printable).join('\n')
}
