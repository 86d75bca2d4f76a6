/**
 * The hint of any finding, followed at its place: nothing is wider, and there
 * is no new error. What a grant is completed to that matched nothing, is what
 * somebody meant to grant.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareAccess } from '../../src/access/compare/compare.ts'
import { regionOpens } from '../../src/access/model/opens.ts'
import type { Finding } from '../../src/diagnostic/finding.ts'
import { lint } from '../../src/lint/lint.ts'
import type { ParsedFile } from '../../src/parse/parsed-file.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { parsed } from '../support/builders/parsed.ts'
import { followed, itemAt, leavesOpen } from './follow-hint.ts'

const hosts = [
  'api.example.com',
  'API.example.com',
  'db',
  '*.example.com',
  'h.example:0443',
  'h.example:443',
  'h.example:8443',
  'h.example:99999',
  'u:p@h.example',
  'b\u00fccher.example',
  '',
]
const paths = [
  '',
  '/',
  '*',
  '/*',
  '/**',
  '/v1/*',
  '/V1/*',
  '/v1/a*',
  '/a b/*',
  '/*/b',
  '/{id}',
  '/<id>',
  '//v1/*',
  '/v1?x=1',
  '/v1#f',
  '/a/../b',
  '/.*',
  '/\u0435*',
  '/a\u200bb/*',
  ' ',
  '?x=1',
]
const schemes = [
  'https://',
  'https://',
  'https://',
  'http://',
  'HTTPS://',
  'htps://',
  'https:/',
  'https:///',
  '',
]
const resource = fc
  .tuple(fc.constantFrom(...schemes), fc.constantFrom(...hosts), fc.constantFrom(...paths))
  .map((parts) => parts.join(''))
  .filter((text) => text !== '')
const wholes = fc.constantFrom(
  '*',
  'https://*',
  'http*',
  '*://*',
  'https://api.example.com/*',
  'https://api.example.com/v1/*',
  '',
)
const method = fc.constantFrom('GET', 'GET', 'POST', 'PUT', 'get', 'GTE', 'Read', '*', 'ALL', 'PATCH')
const tag = fc.constantFrom('s', 's', 't', 'financial', 'f\u0456nancial', 's\u200b')
const rule = fc.record(
  {
    permission: fc.constantFrom('allow', 'allow', 'deny', 'approval_required'),
    operations: fc.uniqueArray(method, { maxLength: 3 }),
    resource: fc.oneof(resource, wholes),
    tags: fc.uniqueArray(tag, { maxLength: 2 }),
  },
  { requiredKeys: ['permission'] },
)
const route = fc.record(
  {
    name: fc.constantFrom('r', 'q'),
    operations: fc.uniqueArray(method, { maxLength: 2 }),
    resource: fc.oneof(resource, wholes),
    toolIds: fc.constantFrom(['crm'], ['cr\u043c', 'c\u0433m'], ['\u0441rm']),
    approvers: fc.constant({ groups: ['g'] }),
    defaultDuration: fc.constantFrom('4h', '4 hours', '2 days', '30', '8760h'),
    delivery: fc.constantFrom(
      { mode: 'firstSuccess', connectors: ['s'] },
      { fallbackToUI: false },
      { fallbackToUI: true },
    ),
  },
  { requiredKeys: ['approvers'] },
)
const policy = fc.record({
  policies: fc.array(rule, { minLength: 1, maxLength: 4 }),
  approvals: fc.array(route, { maxLength: 2 }),
})

/** What a schema refuses besides, a line each. */
const slip = fc.constantFrom(
  null,
  ['operations:', 'methods:'],
  ['resource:', 'url:'],
  ['permission: allow', 'permission: allowed'],
  ['permission: deny', 'effect: deny'],
  ['permission: deny', 'permission: block'],
  ['fallbackToUI: true', 'fallbackToUI: yes'],
  ['- s\n', '- 1.10\n'],
  ['- GET\n', '- 30\n'],
  ['toolIds:', 'tools:'],
)

const textOf = (spec: unknown): string => {
  const lines = (value: unknown, indent: string): string => {
    if (Array.isArray(value))
      return value.length === 0
        ? ' []\n'
        : `\n${value.map((item) => `${indent}-${inItem(item, indent)}`).join('')}`
    if (typeof value === 'object' && value !== null)
      return `\n${Object.entries(value)
        .map(([key, below]) => `${indent}${key}:${lines(below, `${indent}  `)}`)
        .join('')}`
    const plain = typeof value === 'string' && /^[A-Za-z_]+$/.test(value)
    return ` ${plain ? value : JSON.stringify(value)}\n`
  }
  const inItem = (item: unknown, indent: string): string => {
    const text = lines(item, `${indent}  `)
    return text.startsWith('\n') ? ` ${text.trimStart()}` : text
  }
  return `name: p${lines({ spec }, '')}`
}

const FILE = 'policies/p.yaml'
const read = (text: string): readonly ParsedFile[] => parsed({ [FILE]: text })
const specIn = ([file]: readonly ParsedFile[]): Spec | null => {
  const [one] = file?.policies ?? []
  const isOpen = file?.findings.some(({ check }) => check === 'unknown-field') === true
  return one === undefined || !one.isSound || isOpen ? null : one.policy.spec
}
const sideOf = (spec: Spec | null) => ({
  policies: new Map(spec === null ? [] : [['p', spec]]),
  bindings: new Map([['default/agent', ['p']]]),
})

/** Errors of one kind, with how many there are. */
function errorsOf(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { check, severity } of findings)
    if (severity === 'error') counts.set(check, (counts.get(check) ?? 0) + 1)
  return counts
}

/** Whether what is mended met no request before: a method that is none, a tag in letters of two alphabets, a pattern that no URL is like. */
function completes(text: string, finding: Finding, { policies }: Spec): boolean {
  if (finding.check === 'unknown-method') return true
  if (finding.message.startsWith('this looks like')) return true
  const [, list, at] = itemAt(text, finding) ?? []
  const { resource } = (list === 'policies' ? policies[Number(at)] : undefined) ?? {}
  if (resource === undefined) return false
  const alone: Spec = { policies: [{ permission: 'allow', resource }] }
  return !compareAccess(sideOf(null), sideOf(alone)).some(({ witness: { url } }) => isRequested(url))
}

/** Clients write host and port in one way; a path as they are given it. */
function isRequested(url: string): boolean {
  return URL.canParse(url) && url.startsWith(`${new URL(url).origin}/`) && /^[\x21-\x7e]*$/.test(url)
}

interface Trial {
  /** As it is held against the checks. */
  readonly text: string
  /** Without a slip that leaves open what a rule means: what it hides is no new error. */
  readonly clean: string
}

/** What is wrong after a hint was followed; null where it leaves something to think about. */
function faultOf({ text, clean }: Trial, finding: Finding): readonly string[] | null {
  const after = followed(text, finding)
  if (after === null) return null
  const [known, unhidden] = [errorsOf(lint(read(text))), errorsOf(lint(read(clean)))]
  const fresh = [...errorsOf(lint(read(after)))].filter(
    ([check, count]) => count > Math.max(known.get(check) ?? 0, unhidden.get(check) ?? 0),
  )
  // Of a field that nobody knows nothing follows: what was meant is compared.
  const meant = /1\.10|- 30/.test(text) ? text : clean
  const [before, then] = [specIn(read(meant)), specIn(read(after))]
  const wider =
    before === null || then === null || completes(text, finding, before)
      ? []
      : compareAccess(sideOf(before), sideOf(then)).filter(regionOpens)
  const faults = [
    ...fresh.map(([check]) => `new error ${check}`),
    ...wider.map(({ witness: { method, url } }) => `wider: ${method} ${url}`),
  ]
  return faults.length === 0
    ? []
    : [...faults, `${finding.check}: ${finding.message} | ${finding.hint}`, text, after]
}

test('the hint of any finding, followed: nothing wider, no new error', () => {
  const seen = new Set<string>()
  const open = new Set<string>()
  fc.assert(
    fc.property(policy, slip, (spec, change) => {
      const clean = textOf(spec)
      const text = change === null ? clean : clean.replace(change[0] ?? '', change[1] ?? '')
      for (const finding of lint(read(text))) {
        const fault = faultOf({ text, clean }, finding)
        if (fault === null) open.add(finding.hint ?? '')
        else seen.add(finding.check)
        expect((fault ?? []).join('\n')).toBe('')
      }
    }),
    { numRuns: 120 },
  )
  expect([...open].filter((hint) => !leavesOpen(hint))).toEqual([])
  // A property over hints that nobody follows would prove nothing.
  expect(seen.size).toBeGreaterThan(10)
})
