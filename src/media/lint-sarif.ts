/** Writes findings as SARIF 2.1.0, for code scanning and editors. */

import type { Invocation, Log, ReportingDescriptor, Result } from 'sarif'
import { grouped } from '../diagnostic/count.ts'
import { docsPage } from '../diagnostic/docs-page.ts'
import type { Finding, Severity } from '../diagnostic/finding.ts'
import { digest } from '../policy/fingerprint.ts'

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const

export interface SarifOptions {
  readonly version: string
  /** Every check; they become the `rules` of the SARIF. */
  readonly checks: readonly { readonly id: string; readonly severity: Severity }[]
  /** The path of a file from the root of the repository. */
  pathOf(file: string): string
}

/** GitHub's code scanning accepts 25,000 results of one run, and shows the 5,000 most severe. */
const MOST_RESULTS = 25_000
const MOST_SHOWN = 5_000

/** Describes what the file leaves out, in a sentence; null: nothing. */
export function sarifNote(findings: readonly Finding[]): string | null {
  if (findings.length <= MOST_SHOWN) return null
  const all = `of ${grouped(findings.length)} findings GitHub shows the ${grouped(MOST_SHOWN)} most severe`
  if (findings.length <= MOST_RESULTS) return all
  return `${all}, and accepts ${grouped(MOST_RESULTS)}: the SARIF has these, and ${grouped(findings.length - MOST_RESULTS)} less severe ones are left out`
}

export function lintSarif(findings: readonly Finding[], { version, checks, pathOf }: SarifOptions): Log {
  const rules = checks.map(ruleOf)
  const note = sarifNote(findings)
  const indexes = new Map(checks.map(({ id }, index) => [id, index]))
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'policyctl', semanticVersion: version, rules } },
        columnKind: 'utf16CodeUnits',
        ...(note !== null && { invocations: [invocationWith(note)] }),
        results: gravest(findings).map((finding) =>
          resultOf(finding, indexes.get(finding.check) ?? -1, pathOf),
        ),
      },
    ],
  }
}

/** Keeps the order of places if GitHub shows all; else sorts by severity, so that the least severe are cut. */
function gravest(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= MOST_SHOWN) return findings
  return findings.toSorted((a, b) => gravity(a) - gravity(b)).slice(0, MOST_RESULTS)
}

function gravity({ severity }: Finding): number {
  return Object.keys(LEVELS).indexOf(severity)
}

function invocationWith(text: string): Invocation {
  const notification = { level: 'warning', message: { text } } as const
  return { executionSuccessful: true, toolExecutionNotifications: [notification] }
}

function ruleOf({ id, severity }: SarifOptions['checks'][number]): ReportingDescriptor {
  const words = id.replaceAll('-', ' ')
  return {
    id,
    shortDescription: { text: words.charAt(0).toUpperCase() + words.slice(1) },
    help: { text: `${docsPage(`checks/${id}.md`)} says what this check reports, why, and what to do.` },
    helpUri: docsPage(`checks/${id}.md`),
    defaultConfiguration: { level: LEVELS[severity] },
  }
}

function resultOf(finding: Finding, ruleIndex: number, pathOf: (file: string) => string): Result {
  const { check, severity, message, hint, file, line, column, endLine, endColumn } = finding
  const uri = pathOf(file).split('/').map(encodeURIComponent).join('/')
  const region = { startLine: line, startColumn: column, endLine, endColumn }
  return {
    ruleId: check,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: hint === null ? message : `${message}. ${hint}` },
    locations: [{ physicalLocation: { artifactLocation: { uri, uriBaseId: '%SRCROOT%' }, region } }],
    partialFingerprints: { 'policyctl/v1': fingerprintOf(finding) },
  }
}

/** A fingerprint that stays the same when lines move, so that a viewer recognises the finding. */
function fingerprintOf({ check, policy, file, message }: Finding): string {
  return digest(JSON.stringify([check, policy ?? file, message.replace(/\d+/g, '0')]))
}
