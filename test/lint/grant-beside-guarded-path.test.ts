/** Grants that a resolving server would let through to a guarded path: which are told, and which are not. */
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/access/model/decide.ts'
import { detourGrants } from '../../src/access/questions/detour-grants.ts'
import { lint } from '../../src/lint/lint.ts'
import { parsed } from '../support/builders/parsed.ts'
import { operationsOf } from '../support/suite/operations-of.ts'

type Line = readonly [permission: string, resource: string, operations?: string]

const HOST = 'https://api.example.com'

function policyText(name: string, lines: readonly Line[]): string {
  const rules = lines.map(
    ([permission, resource, operations = 'GET']) =>
      `    - { permission: ${permission}, operations: [${operations}], resource: "${resource}" }`,
  )
  return [`name: ${name}`, 'spec:', '  policies:', ...rules, ''].join('\n')
}

function toldOf(texts: readonly string[], config?: string): readonly string[] {
  const files = parsed(Object.fromEntries(texts.map((text, index) => [`policies/p${index}.yaml`, text])))
  const options = config === undefined ? {} : { config: { file: 'policyctl.yaml', text: config } }
  return lint(files, options)
    .filter(({ check }) => check === 'grant-beside-guarded-path')
    .map(({ file, line, message }) => `${file}:${line} ${message}`)
}

describe('one policy', () => {
  test.each<[title: string, lines: readonly Line[], url: string | null]>([
    [
      'beside a deny',
      [
        ['allow', `${HOST}/public/*`],
        ['deny', `${HOST}/private*`],
      ],
      `${HOST}/public/../private`,
    ],
    [
      'around a deny',
      [
        ['allow', `${HOST}/*`],
        ['deny', `${HOST}/private/*`],
      ],
      `${HOST}/x/../private/`,
    ],
    [
      'beside an approval',
      [
        ['allow', `${HOST}/a/b/*`],
        ['approval_required', `${HOST}/c*`],
      ],
      `${HOST}/a/b/../../c`,
    ],
    [
      'an approval beside a deny',
      [
        ['approval_required', `${HOST}/a/*`],
        ['deny', `${HOST}/c*`],
      ],
      `${HOST}/a/../c`,
    ],
    [
      'a star inside',
      [
        ['allow', `${HOST}/v1/*/open/*`],
        ['deny', `${HOST}/c*`],
      ],
      `${HOST}/v1/x/open/../../../c`,
    ],
    [
      'a deny of any host',
      [
        ['allow', `${HOST}/a/*`],
        ['deny', 'https://*.example.com/c*'],
      ],
      `${HOST}/a/../c`,
    ],
    [
      'the spelling that no deny stops',
      [
        ['allow', `${HOST}/a/*`],
        ['deny', `${HOST}/c*`],
        ['deny', `${HOST}/*/../*`],
      ],
      `${HOST}/a/%2e%2e/c`,
    ],
    [
      'two slashes',
      [
        ['allow', `${HOST}/*`],
        ['deny', `${HOST}/c/*`],
        ['deny', `${HOST}/*..*`],
        ['deny', `${HOST}/*%2e*`],
      ],
      `${HOST}//c/`,
    ],
    [
      'an exact grant',
      [
        ['allow', `${HOST}/public`],
        ['deny', `${HOST}/private*`],
      ],
      null,
    ],
    [
      'another host',
      [
        ['allow', 'https://b.example.com/a/*'],
        ['deny', `${HOST}/c*`],
      ],
      null,
    ],
    [
      'another method',
      [
        ['allow', `${HOST}/a/*`],
        ['deny', `${HOST}/c*`, 'POST'],
      ],
      null,
    ],
    [
      'the whole host is denied',
      [
        ['allow', `${HOST}/a/*`],
        ['deny', `${HOST}/*`],
      ],
      null,
    ],
    [
      'an approval beside an allow that needs nobody',
      [
        ['approval_required', `${HOST}/a/*`],
        ['allow', `${HOST}/c*`],
      ],
      `${HOST}/c/../a/`,
    ],
  ])('%s', (_title, lines, url) => {
    const told = toldOf([policyText('p0', lines)])
    if (url === null) expect(told).toEqual([])
    else expect(told).toEqual([expect.stringContaining(`GET ${url} through`)])
  })
})

test('a deny of another policy counts where one agent is bound to both', () => {
  const texts = [policyText('p0', [['allow', `${HOST}/a/*`]]), policyText('p1', [['deny', `${HOST}/c*`]])]
  expect(toldOf(texts)).toEqual([])
  const binding = (policy: string): string =>
    [
      'apiVersion: platform.ai/v1alpha1',
      'kind: PolicyBinding',
      `metadata: { name: b-${policy} }`,
      'spec:',
      `  policyRef: { name: ${policy} }`,
      '  subjects: [{ kind: ServiceAccount, name: one, namespace: ns }]',
      '',
    ].join('\n')
  expect(toldOf([...texts, binding('p0'), binding('p1')])).toEqual([
    expect.stringMatching(/^policies\/p0\.yaml:4 .*the rule of policies\/p1\.yaml:4 guards/),
  ])
})

test('a guardrail guards as a deny does, for the methods that it names', () => {
  const config = (method: string): string =>
    `version: 1\nguardrails:\n  - { name: g, on: { operations: [${method}], resource: "${HOST}/pay*" }, never: allow }\n`
  const text = policyText('p0', [['allow', `${HOST}/a/*`]])
  expect(toldOf([text], config('GET'))).toEqual([expect.stringContaining('guardrail g guards')])
  expect(toldOf([text], config('POST'))).toEqual([])
})

test('what a guardrail guards later is another finding than what it guarded when that was accepted', () => {
  const files = parsed({ 'policies/p0.yaml': policyText('p0', [['allow', `${HOST}/a/*`]]) })
  const aboutWith = (path: string): readonly unknown[] => {
    const text = `version: 1\nguardrails:\n  - { name: g, on: { operations: [GET], resource: "${HOST}/${path}*" }, never: allow }\n`
    return lint(files, { config: { file: 'policyctl.yaml', text } }).flatMap(({ check, about }) =>
      check === 'grant-beside-guarded-path' ? [about] : [],
    )
  }
  expect(aboutWith('pay')).toHaveLength(1)
  expect(aboutWith('pay')).toEqual(aboutWith('pay'))
  expect(aboutWith('docs')).not.toEqual(aboutWith('pay'))
})

test('many guarded paths whose detours are stopped hide none whose are not', () => {
  const stopped = Array.from({ length: 100 }, (_none, index): Line => ['deny', `${HOST}/*c${index}*`])
  const told = toldOf([policyText('p0', [['allow', `${HOST}/a/*`], ...stopped, ['deny', `${HOST}/z*`]])])
  expect(told).toEqual([expect.stringContaining(`GET ${HOST}/a/../z through`)])
})

test('each example is let through as text and is not, resolved', () => {
  const policies = [
    { permission: 'allow' as const, resource: `${HOST}/a/*`, tags: ['x'] },
    { permission: 'deny' as const, resource: `${HOST}/c/*`, tags: ['y'] },
  ]
  const bound = [{ name: 'p', spec: { policies } }]
  const [found] = detourGrants(bound)
  if (found === undefined) throw new Error('nothing is found')
  expect(decide(found.request, bound).decision).toBe('allow')
  expect(decide({ ...found.request, url: found.resolved }, bound)).toMatchObject({
    decision: 'deny',
    because: [found.guard],
  })
})

test('a policy whose detours are all stopped costs no more than its pairs', () => {
  const cost = (count: number): number => {
    const rules = Array.from({ length: count }, (_none, index) => [
      { permission: 'allow' as const, resource: `${HOST}/a${index}/*` },
      { permission: 'deny' as const, resource: `${HOST}/c${index}/*` },
    ]).flat()
    const spec = { policies: [...rules, { permission: 'deny' as const, resource: `${HOST}/*` }] }
    return operationsOf(() => expect(detourGrants([{ name: 'p', spec }])).toEqual([]))
  }
  // Twice the rules: four times the pairs at most.
  expect(cost(1000) / cost(500)).toBeLessThan(4.5)
})

test('an exception for a policy that neither a file nor the workspace has matches nothing', () => {
  const text = [
    'version: 1',
    'exceptions:',
    '  - { guard: in-use, policy: gone, reason: r, until: "2026-12-31" }',
    '  - { guard: in-use, policy: "live-*", reason: r, until: "2026-12-31" }',
    '  - { guard: in-use, policy: p0, reason: r, until: "2026-12-31" }',
    '',
  ].join('\n')
  const config = { file: 'policyctl.yaml', text }
  const live = {
    policies: new Map([['live-1', { policies: [{ permission: 'deny' as const }] }]]),
    notReady: new Map(),
    tools: null,
    connectors: null,
    usedBy: new Map(),
  }
  const files = parsed({ 'policies/p0.yaml': policyText('p0', [['allow', `${HOST}/a`]]) })
  const found = lint(files, { config, live }).filter(({ check }) => check === 'matches-nothing')
  expect(found).toMatchObject([{ line: 3, severity: 'error', message: expect.stringContaining("'gone'") }])
  expect(lint(files, { config }).filter(({ check }) => check === 'matches-nothing')).toEqual([])
})
