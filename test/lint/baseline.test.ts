import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/diagnostic/finding.ts'
import { type Baseline, baselineText, entryFor, looseKeyOf, readBaseline } from '../../src/lint/baseline.ts'
import { contentsIn } from '../../src/lint/item-content.ts'
import { entriesText, judgedBaseline } from '../../src/lint/judged-baseline.ts'
import { lint, runChecks } from '../../src/lint/lint.ts'
import type { LintOptions } from '../../src/lint/lint-options.ts'
import type { ParsedFile } from '../../src/parse/parsed-file.ts'
import { parsed } from '../support/builders/parsed.ts'

const policy = (name: string, method: string): string =>
  `name: ${name}\nspec:\n  policies:\n    - permission: deny\n      operations:\n        - ${method}\n`

/** The baseline that knows all that is found in the files. */
function baselineOf(files: readonly ParsedFile[], since = '2026-11-01'): Baseline {
  const contentOf = contentsIn(files)
  return readBaseline(baselineText(lint(files).map((finding) => entryFor(finding, contentOf, since))))
}

/** The same as older versions wrote it. */
function looseBaselineOf(files: readonly ParsedFile[]): Baseline {
  const findings = lint(files).map(({ check, policy: owner, file, message }) =>
    owner === null ? { check, policy: owner, file, message } : { check, policy: owner, message },
  )
  return readBaseline(JSON.stringify({ formatVersion: 1, findings }))
}

const files = parsed({ 'a.yaml': policy('a', 'get'), 'b.yaml': policy('b', 'put') })

describe('the baseline', () => {
  test('takes out what is known, by policy, wherever it moves', () => {
    const baseline = baselineOf(files)
    expect(lint(files, { baseline })).toEqual([])
    const moved = parsed({ 'x/a.yaml': `# moved\n${policy('a', 'get')}`, 'b.yaml': policy('b', 'put') })
    expect(lint(moved, { baseline })).toEqual([])
  })

  test('one entry stands for one finding', () => {
    const baseline = baselineOf(parsed({ 'a.yaml': policy('a', 'get') }))
    const twice = parsed({ 'a.yaml': policy('a', 'get\n        - get') })
    expect(lint(twice, { baseline })).toHaveLength(1)
  })

  test('an entry that no longer applies is reported where it stands', () => {
    const baseline = baselineOf(files)
    const [finding] = lint(parsed({ 'a.yaml': policy('a', 'GET'), 'b.yaml': policy('b', 'put') }), {
      baseline,
    })
    expect(finding).toMatchObject({
      check: 'unused-baseline',
      file: '.policyctl-baseline.json',
      line: 4,
      policy: 'a',
    })
  })

  test('an entry of a check that is off is not unused', () => {
    expect(lint(files, { baseline: baselineOf(files), checks: { 'lowercase-method': 'off' } })).toEqual([])
  })

  test('hides nothing that is locked', () => {
    const broken = parsed({ 'a.yaml': 'name: a\nspec: { policies: [] }\n' })
    expect(lint(broken, { baseline: baselineOf(broken) })).toContainEqual(lint(broken)[0])
  })

  test('what is hidden is told, with the entry that hides it', () => {
    const { hidden } = runChecks(files, { baseline: baselineOf(files) })
    expect(hidden.map(({ finding, entry }) => [finding.check, finding.policy, entry.since])).toEqual([
      ['lowercase-method', 'a', '2026-11-01'],
      ['lowercase-method', 'b', '2026-11-01'],
    ])
  })

  test.each([
    ['no JSON', '{'],
    ['empty', ''],
    ['of another format', '{"formatVersion":2,"findings":[]}'],
    ['with half an entry', '{"formatVersion":1,"findings":[{"check":"x"}]}'],
    [
      'with an item that is not a text',
      '{"formatVersion":1,"findings":[{"check":"x","policy":"p","message":"m","item":1}]}',
    ],
    [
      'with values that are no list of texts',
      '{"formatVersion":1,"findings":[{"check":"x","policy":"p","message":"m","item":null,"about":[1]}]}',
    ],
    ['a list', '[]'],
  ])('%s: baseline-invalid', (_name, text) => {
    expect(() => readBaseline(text)).toThrow(expect.objectContaining({ code: 'baseline-invalid' }))
  })
})

describe('an entry knows its rule or route by content', () => {
  const before = `name: p
spec:
  policies:
    - permission: allow
      operations: [POST]
      resource: https://10.0.0.1/v1/*
    - permission: approval_required
      resource: https://a.example*
  approvals:
    - name: r
      approvers: { groups: [g] }
      defaultDuration: 48h
`
  const baseline = baselineOf(parsed({ 'p.yaml': before }))
  const found = (text: string): readonly string[] =>
    lint(parsed({ 'p.yaml': text }), { baseline }).flatMap(({ check }) =>
      check === 'unused-baseline' ? [] : check,
    )

  test('nothing changed, or only the layout: nothing is found', () => {
    expect(found(before)).toEqual([])
    expect(found(before.replace('[POST]', '[ POST ] # why'))).toEqual([])
    expect(found(before.replace('name: p', '# a\n\nname: p'))).toEqual([])
  })

  test.each([
    ['another address', '10.0.0.1/v1', '10.0.0.2/v1', 'write-without-approval'],
    ['another host', 'https://10.0.0.1', 'https://evil.example', 'write-without-approval'],
    ['another path', '/v1/*', '/v2/*', 'write-without-approval'],
    ['another method', '[POST]', '[POST, DELETE]', 'write-without-approval'],
    ['another host of an error', 'https://a.example*', 'https://b.example*', 'missing-host-delimiter'],
    ['a longer window', '48h', '8760h', 'window-too-long'],
    [
      'a route without the console',
      '48h',
      '48h\n      delivery: { fallbackToUI: false, connectors: [c] }',
      'window-too-long',
    ],
  ])('%s is a new finding', (_case, from, to, check) => {
    expect(found(before.replace(from, to))).toContain(check)
  })

  test('rules that move, and the lines that a message names, change nothing', () => {
    const two = (gap: string): string =>
      `name: p\nspec:\n  policies:\n    - permission: deny\n      resource: https://a.example/*\n${gap}    - permission: deny\n      resource: https://a.example/x/*\n`
    const known = baselineOf(parsed({ 'p.yaml': two('') }))
    expect(known.entries.map(({ message }) => message)).toEqual([expect.stringContaining('line 4')])
    expect(lint(parsed({ 'p.yaml': `# more\n${two('\n\n')}` }), { baseline: known })).toEqual([])
  })
})

describe('a baseline of an older version', () => {
  const loose = looseBaselineOf(files)

  test('is still read, and reported once, with a fix that writes it anew', () => {
    const { findings, fixes } = runChecks(files, { baseline: loose, today: '2026-11-28' })
    expect(findings).toMatchObject([
      {
        check: 'loose-baseline',
        severity: 'warning',
        file: '.policyctl-baseline.json',
        line: 1,
        fixable: true,
      },
    ])
    const text = [...fixes.values()][0]?.edits[0]?.text ?? ''
    const renewed = readBaseline(text)
    expect(lint(files, { baseline: renewed })).toEqual([])
    expect(renewed.entries.map(({ since }) => since)).toEqual(['2026-11-28', '2026-11-28'])
    const changed = parsed({
      'a.yaml': `${policy('a', 'get')}      resource: https://a.example/*\n`,
      'b.yaml': policy('b', 'put'),
    })
    expect(lint(changed, { baseline: renewed }).map(({ check }) => check)).toContain('lowercase-method')
  })

  test('entries that hide nothing stay, as what they are', () => {
    const { findings, fixes } = runChecks(files.slice(0, 1), { baseline: loose })
    expect(findings.map(({ check }) => check)).toEqual(['loose-baseline', 'unused-baseline'])
    const entries = readBaseline([...fixes.values()][0]?.edits[0]?.text ?? '').entries
    expect(entries.map(({ item }) => typeof item)).toEqual(['string', 'undefined'])
  })
})

describe('a finding is known by its values, not by its message', () => {
  const inOtherWords = ({ entries }: Baseline): Baseline => ({
    entries: entries.map((entry) => ({ ...entry, message: 'said otherwise' })),
    text: null,
  })
  const left = (before: string, after: string, options: LintOptions = {}): readonly string[] =>
    lint(parsed({ 'p.yaml': after }), {
      baseline: inOtherWords(baselineOf(parsed({ 'p.yaml': before }))),
      ...options,
    }).flatMap(({ check }) => (check === 'unused-baseline' ? [] : check))
  const rules = (...lines: readonly string[]): string =>
    `name: p\nspec:\n  policies:\n${lines.map((line) => `    - { ${line} }\n`).join('')}`
  const POSTS = 'permission: allow, operations: [POST, DELETE], resource: "https://a.example/*"'
  const NO_DELETE = 'permission: deny, operations: [DELETE], resource: "https://a.example/*"'
  const HOLE = 'permission: approval_required, operations: [GET], resource: "https://b.example/*"'

  test.each<[string, string, string, readonly string[]]>([
    ['nothing changed', rules(POSTS), rules(POSTS), []],
    [
      'other rules come before it',
      rules(POSTS),
      rules('permission: deny, resource: "https://c.example/*"', POSTS),
      [],
    ],
    [
      'it opens more, since a deny elsewhere is gone',
      rules(NO_DELETE, POSTS),
      rules(POSTS),
      ['write-without-approval'],
    ],
    [
      'another field at the same place',
      `${rules(HOLE)}  odd: 1\n`,
      `${rules(HOLE)}  other: 1\n`,
      ['unknown-field'],
    ],
    ['the same field with another value', `${rules(HOLE)}  odd: 1\n`, `${rules(HOLE)}  odd: 2\n`, []],
    [
      'the same field of another rule',
      rules(`${HOLE}, odd: 1`, 'permission: deny, resource: "https://d.example/*"'),
      rules(HOLE, 'permission: deny, resource: "https://d.example/*", odd: 1'),
      ['unknown-field'],
    ],
  ])('%s', (_what, before, after, checks) => {
    const only = new Set(['write-without-approval', 'unknown-field'])
    expect(left(before, after).filter((check) => only.has(check))).toEqual(checks)
  })

  test('a look at the workspace, which words it otherwise, makes nothing new', () => {
    const text = rules(
      'permission: deny, resource: "https://a.example/*"',
      'permission: allow, operations: [GET], resource: "https://b.example/*"',
    )
    const files = parsed({ 'p.yaml': text })
    const live = {
      policies: new Map(),
      notReady: new Map(),
      tools: null,
      connectors: null,
      usedBy: new Map(),
    }
    const of = (findings: readonly Finding[]) =>
      findings.filter(({ check }) => check === 'deny-without-grant')
    const [offline] = of(lint(files))
    expect(of(lint(files, { live }))[0]?.message).not.toBe(offline?.message)
    expect(of(lint(files, { live, baseline: baselineOf(files) }))).toEqual([])
  })
})

describe('a baseline that knows findings by their words', () => {
  const worded = readBaseline(
    JSON.stringify({
      formatVersion: 1,
      findings: baselineOf(files).entries.map(({ about: _about, place: _place, ...entry }) => entry),
    }),
  )

  test('is still read, reported once, and written anew by the fix', () => {
    const { findings, fixes } = runChecks(files, { baseline: worded })
    expect(findings).toMatchObject([
      {
        check: 'loose-baseline',
        fixable: true,
        message: expect.stringContaining('2 entries know their findings by the words'),
      },
    ])
    const renewed = readBaseline([...fixes.values()][0]?.edits[0]?.text ?? '')
    expect(renewed.entries.map(({ about, since }) => [about, since])).toEqual([
      [['operations', 'get'], '2026-11-01'],
      [['operations', 'put'], '2026-11-01'],
    ])
    expect(lint(files, { baseline: renewed })).toEqual([])
    expect(judgedBaseline(renewed, worded).added).toEqual([])
    expect(lint(files, { baseline: judgedBaseline(renewed, worded).baseline })).toEqual([])
  })

  test('hides no finding of other words', () => {
    const other = {
      ...worded,
      entries: worded.entries.map((entry) => ({ ...entry, message: 'said otherwise' })),
    }
    expect(lint(files, { baseline: other }).filter(({ check }) => check === 'lowercase-method')).toHaveLength(
      2,
    )
  })

  test('a change that writes it anew with values of its own hides nothing more', () => {
    const twisted = baselineOf(files).entries.map((entry) => ({
      ...entry,
      message: 'said otherwise',
      about: ['x'],
    }))
    const words = worded.entries.map((entry) => ({ ...entry, message: 'said otherwise' }))
    const { baseline } = judgedBaseline({ entries: twisted, text: null }, { entries: words, text: null })
    expect(lint(files, { baseline }).filter(({ check }) => check === 'lowercase-method')).toHaveLength(2)
  })
})

test('an oldest entry that a change writes anew for another rule hides nothing more', () => {
  const loose = looseBaselineOf(files)
  const twisted = baselineOf(files).entries.map((entry) => ({ ...entry, about: ['x'], item: 'sha256:other' }))
  const { baseline } = judgedBaseline({ entries: twisted, text: null }, loose)
  const asBase = lint(files, { baseline: loose }).filter(({ check }) => check === 'lowercase-method')
  expect(lint(files, { baseline }).filter(({ check }) => check === 'lowercase-method')).toEqual(asBase)
  const other = files.slice(0, 1)
  const widened = {
    ...loose,
    entries: loose.entries.map((entry) => ({ ...entry, message: 'said otherwise' })),
  }
  const judged = judgedBaseline(
    { entries: twisted.map((entry) => ({ ...entry, message: 'said otherwise' })), text: null },
    widened,
  )
  expect(lint(other, { baseline: judged.baseline }).some(({ check }) => check === 'lowercase-method')).toBe(
    true,
  )
})

describe('the baseline of the base judges', () => {
  const base = baselineOf(files)
  const both = { ...base, entries: base.entries }

  test('what only the change brings hides nothing, and is told', () => {
    const { baseline, added } = judgedBaseline(both, baselineOf(files.slice(0, 1)))
    expect(baseline.entries.map((entry) => entry.policy)).toEqual(['a'])
    expect(entriesText(added)).toBe('1 finding: lowercase-method of b')
  })

  test('an entry for each finding: a second one of the same words is new', () => {
    const twice = { ...base, entries: [...base.entries, ...base.entries] }
    expect(judgedBaseline(twice, base).added).toHaveLength(2)
  })

  test('what the change takes out is no longer hidden', () => {
    const { baseline, added } = judgedBaseline(baselineOf(files.slice(0, 1)), base)
    expect([baseline.entries.length, added]).toEqual([1, []])
  })

  test('a baseline that is written anew is the same one; one that loses its rules is not', () => {
    const loose = looseBaselineOf(files)
    expect(loose.entries.map(looseKeyOf).sort()).toEqual(base.entries.map(looseKeyOf).sort())
    expect(judgedBaseline(base, loose).added).toEqual([])
    expect(judgedBaseline(loose, base).added).toHaveLength(2)
  })

  test('many entries are named up to a bound', () => {
    const many = Array.from({ length: 12 }, (_, at) => policy(`p${at}`, 'get'))
    const all = baselineOf(parsed(Object.fromEntries(many.map((text, at) => [`p${at}.yaml`, text]))))
    expect(entriesText(all.entries)).toMatch(/^12 findings: lowercase-method of p0, .* and 2 more$/)
  })
})

describe('a baseline of a release that worded messages otherwise', () => {
  const text = (first: string, second: string): string =>
    `name: p\nspec:\n  policies:\n    - { ${first} }\n    - { ${second} }\n`
  const ALLOW = 'permission: allow, operations: [GET], resource: "https://a.example/x*"'
  test.each<[string, string, string, string]>([
    [
      'unknown-method',
      text(ALLOW, 'permission: deny, operations: [GTE]'),
      'is not an HTTP method',
      'is no HTTP method',
    ],
    [
      'duplicate-rule',
      text(ALLOW, ALLOW),
      'this allow is already on line 4',
      'this allow stands on line 4 already',
    ],
    [
      'inert-carve-out',
      text(ALLOW, 'permission: deny, resource: "https://a.example/*"'),
      'is not an exception:',
      'is no exception:',
    ],
    [
      'approval-without-route',
      text(ALLOW, 'permission: approval_required, operations: [POST], resource: "https://b.example/y"'),
      'this policy has no approvals, so POST https://b.example/y waits for an administrator',
      'nobody is asked for POST https://b.example/y: this policy has no approvals',
    ],
    [
      'opaque-endpoint',
      text(ALLOW, 'permission: allow, operations: [POST], resource: "https://b.example/graphql"'),
      'rules cannot see what a POST to /graphql does:',
      'what a POST to /graphql does is not visible to rules:',
    ],
    [
      'unknown-field',
      text(ALLOW, `${ALLOW.replace('/x', '/y')}, odd: 1`),
      '"odd" is not a field of',
      '"odd" is no field of',
    ],
    [
      'non-canonical-url',
      text(ALLOW, 'permission: deny, resource: "https://b.example/**"'),
      "'**' means the same as '*'",
      "'**' is no more than '*'",
    ],
  ])('%s stays hidden, and nothing else is', (check, policyText, now, former) => {
    const given = parsed({ 'p.yaml': policyText })
    const all = lint(given)
    const own = all.filter((one) => one.check === check && one.message.includes(now))
    expect(own).toHaveLength(1)
    for (const isLoose of [false, true]) {
      const entries = own.map((finding) => {
        const { about: _about, item, ...entry } = entryFor(finding, contentsIn(given), '2026-11-01')
        return { ...entry, message: entry.message.replace(now, former), ...(!isLoose && { item }) }
      })
      const baseline = readBaseline(JSON.stringify({ formatVersion: 1, findings: entries }))
      const { hidden } = runChecks(given, { baseline })
      expect(hidden.map(({ finding }) => finding.message)).toEqual(own.map(({ message }) => message))
    }
  })
})
