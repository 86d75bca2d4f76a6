/**
 * Every check has a page whose examples are run. A page holds
 *
 * - fences `yaml bad` (one or more files; `file=NAME` names one that is not called like its policy), in which the
 *   lines that end in `# <- here` are those that the check reports, and no
 *   other check reports anything (`lines=6,7` where a mark would be in the way);
 * - fences `yaml good`, which are silent;
 * - optionally `yaml config` and `yaml good-config` (the text of policyctl.yaml),
 *   `json live` and `json tested` for what the check looks at besides.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { marked } from 'marked'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { isBaselined } from '../../src/author/find-known.ts'
import type { Finding } from '../../src/diagnostic/finding.ts'
import { baselineKeyOf, baselineText, entryFor, readBaseline } from '../../src/lint/baseline.ts'
import { CHECKS } from '../../src/lint/checks/list.ts'
import { applyFixes } from '../../src/lint/edits.ts'
import { presentWords } from '../../src/lint/former-words.ts'
import { contentsIn } from '../../src/lint/item-content.ts'
import { lint, runChecks } from '../../src/lint/lint.ts'
import type { LintOptions } from '../../src/lint/lint-options.ts'
import type { LiveFacts } from '../../src/lint/live-facts.ts'
import { parsed } from '../support/builders/parsed.ts'
import { fleetSubjectOf } from './fleet-subject.ts'

const MARK = /# <- here$/
/** Files that no text can show; test/parse and test/files have their witnesses. */
const WITHOUT_EXAMPLE = new Set([
  'unreadable-file',
  'symbolic-link',
  'absent-file',
  'content-elsewhere',
  'not-utf8',
  'too-large',
  'too-deep',
  'alias-bomb',
  'too-many-findings',
  'unused-baseline',
  'loose-baseline',
  'misplaced-policy',
  'unread-folder',
])

interface Fence {
  readonly kind: string
  readonly file: string
  readonly text: string
  readonly lines: readonly number[]
}

function fencesOf(page: string): readonly Fence[] {
  return marked.lexer(page).flatMap((token) => {
    if (token.type !== 'code') return []
    const [language = '', kind = '', ...words] = String(token.lang ?? '').split(' ')
    const word = (name: string): string | undefined =>
      words.find((text) => text.startsWith(name))?.slice(name.length)
    const lines = (word('lines=') ?? '').split(',').filter((line) => line !== '')
    return [
      {
        kind,
        file: word('file=') ?? fileOf(token.text, language),
        text: `${token.text}\n`,
        lines: lines.map(Number),
      },
    ]
  })
}

/** Files are called like their policy, unless an example says otherwise. */
function fileOf(text: string, language: string): string {
  const [, name = 'example'] = /"?name"?: "?([a-z0-9-]+)/.exec(text) ?? []
  return `policies/${name}.${language}`
}

function pageOf(id: string): string {
  return readFileSync(`docs/checks/${id}.md`, 'utf8')
}

function optionsOf(fences: readonly Fence[], configKind: 'config' | 'good-config'): LintOptions {
  const text = (kind: string): string | undefined => fences.find((fence) => fence.kind === kind)?.text
  const config = text(configKind)
  const live = text('live')
  const tested = text('tested')
  return {
    today: '2026-11-22',
    ...(config !== undefined && {
      config: { file: 'policyctl.yaml', text: config },
      checks: parse(config).checks ?? {},
    }),
    ...(live !== undefined && { live: liveFacts(JSON.parse(live)) }),
    ...(tested !== undefined && { testedRules: new Set(JSON.parse(tested)) }),
  }
}

function liveFacts({
  usedBy = {},
  notReady = {},
  unreadable = {},
  ...facts
}: {
  usedBy?: Record<string, string[]>
  notReady?: Record<string, string>
  unreadable?: Record<string, string>
}): LiveFacts {
  const nothing = { policies: new Map(), tools: null, connectors: null }
  return {
    ...nothing,
    ...facts,
    usedBy: new Map(Object.entries(usedBy)),
    notReady: new Map(Object.entries(notReady)),
    unreadable: new Map(Object.entries(unreadable)),
  }
}

function filesOf(fences: readonly Fence[], kind: string): Record<string, string> {
  return Object.fromEntries(
    fences.filter((fence) => fence.kind === kind).map(({ file, text }) => [file, text]),
  )
}

/** Where the example's config has layers, its first target is looked at. */
function lintedExample(files: Record<string, string>, options: LintOptions): readonly Finding[] {
  const example = exampleOf(files, options)
  return lint(example.files, example.options)
}

function exampleOf(files: Record<string, string>, options: LintOptions) {
  const all = parsed(files)
  const fleet = fleetSubjectOf(all, options.config?.text ?? 'version: 1')
  return fleet === null
    ? { files: all, options }
    : { files: fleet.given.files, options: { ...options, fleet } }
}

function marks(fences: readonly Fence[]): readonly string[] {
  return fences.flatMap(({ file, kind, text, lines }) => {
    const marked = text.split('\n').flatMap((line, at) => (MARK.test(line) ? [at + 1] : []))
    return [...lines, ...marked].map((line) => `${kind === 'config' ? 'policyctl.yaml' : file}:${line}`)
  })
}

function told(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ check, file, line }) => `${check} ${file}:${line}`)
}

test('every page is that of a check', () => {
  // Guardrails are the config's own; test/commands/lint-guardrail.test.ts triggers them.
  const ids = new Set([...CHECKS.map(({ id }) => id), 'guardrail'])
  expect(ids.size).toBe(CHECKS.length + 1)
  expect(
    readdirSync('docs/checks').filter((file) => file !== 'README.md' && !ids.has(file.replace(/\.md$/, ''))),
  ).toEqual([])
})

test.each(CHECKS.map((check) => [check.id, check] as const))(
  '%s: the page says what, why and what to do',
  (id, check) => {
    const page = pageOf(id)
    expect(page.startsWith(`# ${id}\n`)).toBe(true)
    expect(page).toContain('**Why.**')
    expect(page).toContain('**What to do.**')
    const standing = check.isLocked === true ? `${check.severity}, cannot be turned off` : check.severity
    expect(page).toContain(`Severity: ${standing}\n`)
  },
)

const SHOWN = CHECKS.map(({ id }) => id).filter((id) => !WITHOUT_EXAMPLE.has(id))

describe.each(SHOWN)('%s', (id) => {
  const page = pageOf(id)
  const fences = fencesOf(page)

  test('the bad example is reported at the marked lines, and for nothing else', () => {
    const expected = [...new Set(marks(fences))].map((place) => `${id} ${place}`)
    expect(expected).not.toEqual([])
    const findings = lintedExample(filesOf(fences, 'bad'), optionsOf(fences, 'config'))
    expect([...new Set(told(findings))].sort()).toEqual(expected.sort())
    for (const { message, hint } of findings) expect(`${message}${hint}`).not.toMatch(/\n|undefined|\[object/)
  })

  test('the good example is silent', () => {
    const files = filesOf(fences, 'good')
    expect(Object.keys(files)).not.toEqual([])
    expect(told(lintedExample(files, optionsOf(fences, 'good-config')))).toEqual([])
  })

  test('a baseline knows each finding of the bad example by itself, whatever the messages say', () => {
    const { files, options } = exampleOf(filesOf(fences, 'bad'), optionsOf(fences, 'config'))
    const known = lint(files, options).filter(isBaselined)
    const contentOf = contentsIn(files)
    const entries = known.map((finding) =>
      entryFor({ ...finding, message: 'in other words' }, contentOf, '2026-11-01'),
    )
    expect(new Set(entries.map(baselineKeyOf)).size).toBe(known.length)
    const all = readBaseline(baselineText(entries))
    expect(
      told(lint(files, { ...options, baseline: all })).filter((text) => text.startsWith(`${id} `)),
    ).toEqual(told(lint(files, options).filter((finding) => !isBaselined(finding))))
    // No message of today is taken for one of an older release.
    for (const { message } of known) expect(presentWords(message)).toBe(message)
    // Each entry hides its own finding and no other.
    for (const [at, entry] of entries.entries()) {
      const { hidden } = runChecks(files, { ...options, baseline: readBaseline(baselineText([entry])) })
      expect(hidden.map(({ finding }) => finding.message)).toEqual([known[at]?.message])
    }
  })

  test('a fix leaves nothing to report', () => {
    const files = filesOf(fences, 'bad')
    const { findings, fixes } = runChecks(parsed(files), optionsOf(fences, 'config'))
    const isFixed = page.includes('--fix')
    expect(findings.some(({ fixable }) => fixable)).toBe(isFixed)
    if (!isFixed) return
    const fixed = Object.entries(files).map(([file, text]) => {
      const own = [...fixes].filter(([finding]) => finding.file === file).map(([, fix]) => fix)
      return [file, applyFixes(text, own).text] as const
    })
    expect(told(lint(parsed(Object.fromEntries(fixed)), optionsOf(fences, 'config')))).toEqual([])
  })
})
