import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { docsPage } from '../../src/diagnostic/docs-page.ts'
import { PolicyctlError } from '../../src/diagnostic/policyctl-error.ts'
import { parseConfig } from '../../src/files/config.ts'
import { type Exception, lifts } from '../../src/plan/guards/exception.ts'

const PAGE = `${docsPage('configuration.md')} lists every setting`

function faultOf(text: string): string {
  try {
    parseConfig(text, 'policyctl.yaml')
  } catch (error) {
    if (error instanceof PolicyctlError)
      return `${error.code} ${error.message}${error.hint === PAGE ? '' : ` | ${error.hint}`}`
    throw error
  }
  return 'none'
}

const NO_NAME = "is not a name: at most 100 of a-z, 0-9, '-', '.' and '_', a letter or digit first"

test('an empty config: the defaults of the contract', () => {
  expect(parseConfig('', 'policyctl.yaml')).toEqual({
    policies: 'policies',
    policiesLine: null,
    defaultTarget: null,
    evidence: { key: null, trusted: [] },
    replay: { fields: {} },
    tighten: { depth: 2 },
    targets: new Map(),
    ledger: { remote: 'origin', isNamed: false },
    checks: {},
    coverage: { rules: null },
    safety: { maxDeletes: 3, maxDeletePercent: 30, protect: [], widening: 'report', unmanaged: 'report' },
    scoped: { checks: [], safety: [] },
    rollout: [],
    serverFields: [],
    exceptions: [],
    guardrails: [],
    ceilings: new Map(),
  })
})

test('the example of the contract: read whole', () => {
  const config = parseConfig(
    `version: 1
policies: policies
defaultTarget: local
targets:
  local: { embedded: .policyctl/local.json }
  production: { endpoint: "https://api.runagents.io/api", apiKeyEnv: RUNAGENTS_API_KEY }
ledger: { remote: none }
checks: { cleartext-http: off, write-without-approval: error, "*": info }
coverage: { rules: 80 }
safety: { maxDeletes: 1, maxDeletePercent: 10, protect: ["break-glass-*"], widening: approve }
exceptions:
  - { guard: in-use, policy: legacy-ftp, reason: "agent retired, TICKET-12", until: 2026-12-31 }
guardrails:
  - name: no-unapproved-payments
    on: { operations: [POST, PUT, PATCH, DELETE], resource: "https://api.stripe.com/*" }
    never: allow
`,
    'policyctl.yaml',
  )
  expect(config).toMatchObject({
    defaultTarget: 'local',
    ledger: { remote: null, isNamed: true },
    checks: { 'cleartext-http': 'off', '*': 'info' },
    safety: { maxDeletes: 1, widening: 'approve' },
    exceptions: [{ guard: 'in-use', until: '2026-12-31' }],
    guardrails: [{ name: 'no-unapproved-payments', never: 'allow' }],
  })
})

test.each(['policies: x', 'version: 1\npolicies: x'])(
  'every setting is optional, the version too: %j',
  (text) => {
    expect(parseConfig(text, 'policyctl.yaml')).toMatchObject({ policies: 'x' })
  },
)

describe('a fault: config-invalid with its place', () => {
  test.each([
    ['version: 2', 'policyctl.yaml:1:10 version: must be 1'],
    ...['.inf', '-.inf', '.nan', '1e400'].map((number): [string, string] => [
      `version: 1\nsafety: { maxDeletes: ${number} }`,
      'policyctl.yaml:2:23 safety.maxDeletes: must be a finite number',
    ]),
    [
      'version: 1\npolicies: "a\\0"',
      'policyctl.yaml:2:11 policies: holds a NUL character | delete it: no name and no path has one',
    ],
    [
      'version: 1\ntargets: { t: { embedded: "a\\0b" } }',
      'policyctl.yaml:2:27 targets.t.embedded: holds a NUL character | delete it: no name and no path has one',
    ],
    ['version: 1\nplicies: x', "policyctl.yaml:2:10 unknown setting 'plicies' | did you mean policies?"],
    [
      'version: 1\nsafety:\n  widening: maybe',
      'policyctl.yaml:3:13 safety.widening: must be one of report, approve | write one of report, approve',
    ],
    [
      'version: 1\ntargets: { a: { embedded: x, endpoint: y } }',
      'policyctl.yaml:2:15 targets.a: must have exactly one of embedded and endpoint | it has embedded and endpoint: delete one of them',
    ],
    [
      'version: 1\ntargets: { a: {} }',
      'policyctl.yaml:2:15 targets.a: must have exactly one of embedded and endpoint | it has none of them: add one',
    ],
    [
      'version: 1\ntargets: { a: { endpiont: y } }',
      "policyctl.yaml:2:15 targets.a: must have exactly one of embedded and endpoint | 'endpiont' is no setting here: did you mean endpoint?",
    ],
    [
      'version: 1\nguardrails: [{ name: a, on: {} }]',
      'policyctl.yaml:2:14 guardrails.0: must have exactly one of never, approvedBy and atMost | it has none of them: add one',
    ],
    [
      'version: 1\ntargets: { a: https://x.example }',
      'policyctl.yaml:2:15 targets.a: must be a mapping, not text',
    ],
    ['version: 1\ntargets: { a: }', 'policyctl.yaml:2:13 targets.a: must be a mapping, not empty'],
    ['version: 1\nguardrails: [true]', 'policyctl.yaml:2:14 guardrails.0: must be a mapping, not true'],
    [
      'version: 1\nexceptions: [{ guard: behind, reason: "  ", until: 2026-12-31 }]',
      'policyctl.yaml:2:39 exceptions.0.reason: is blank: write why, for reviewers and auditors',
    ],
    ['version: 1\ntargets: { Prod: { embedded: x } }', `policyctl.yaml:2:18 targets: 'Prod' ${NO_NAME}`],
    [
      `version: 1\ntargets: { ${'a'.repeat(101)}: { embedded: x } }`,
      `policyctl.yaml:2:115 targets: this ${NO_NAME}`,
    ],
    [
      'version: 1\ndefaultTarget: nope',
      'policyctl.yaml:2:16 defaultTarget: there is no target of that name | add it under targets:',
    ],
    ['version: 1\npolicies: ../elsewhere', 'policyctl.yaml:2:11 policies: leaves the project'],
    ['version: 1\npolicies: /etc', 'policyctl.yaml:2:11 policies: leaves the project'],
    [
      'version: 1\ntargets: { a: { embedded: ../../x } }',
      'policyctl.yaml:2:27 targets.a.embedded: leaves the project',
    ],
    [
      'version: 1\nledger: { remote: --upload-pack=x }',
      'policyctl.yaml:2:19 ledger.remote: is not a name of a git remote',
    ],
    [
      'version: 1\nsafety: { maxDelete: 1 }',
      "policyctl.yaml:2:22 safety: unknown setting 'maxDelete' | did you mean maxDeletes?",
    ],
    [
      'version: 1\nledger: { x: 1 }',
      "policyctl.yaml:2:14 ledger: unknown setting 'x' | the settings here are remote",
    ],
    [
      'version: 1\nsafety: { maxDeletes: many }',
      'policyctl.yaml:2:23 safety.maxDeletes: must be a whole number, not text',
    ],
    ['version: 1\nsafety: { protect: x }', 'policyctl.yaml:2:20 safety.protect: must be a list, not text'],
    ['version: 1\ncoverage: { rules: 101 }', 'policyctl.yaml:2:20 coverage.rules: must be 100 or less'],
    ['version: 1\nsafety: { maxDeletes: -1 }', 'policyctl.yaml:2:23 safety.maxDeletes: must be 0 or more'],
    [
      'version: 1\npolicies: ""',
      'policyctl.yaml:2:11 policies: is empty | write a value, or delete the line',
    ],
    [
      'version: 1\ntargets: { a: { embedded: x, apiKeyEnv: K } }',
      'policyctl.yaml:2:15 targets.a: apiKeyEnv needs an endpoint, and this target has none',
    ],
    [
      'version: 1\ntargets: { a: { endpoint: x, apiKeyEnv: "1" } }',
      'policyctl.yaml:2:41 targets.a.apiKeyEnv: is not a name of an environment variable',
    ],
    [
      'version: 1\nchecks: { x: warn }',
      'policyctl.yaml:2:14 checks.x: must be one of off, info, warning, error | write one of off, info, warning, error',
    ],
    [
      'version: 1\ntargets: { prod: { embedded: x } }\ndefaultTarget: prd',
      'policyctl.yaml:3:16 defaultTarget: there is no target of that name | did you mean prod?',
    ],
    [
      'version: 1\nexceptions: [{ guard: in-use, until: 2026-02-01 }]',
      'policyctl.yaml:2:14 exceptions.0: reason is missing | add reason:',
    ],
    [
      'version: 1\nversion: 1',
      'policyctl.yaml:2:1 has a setting twice | keep one of them: readers disagree on which one counts',
    ],
    [
      'version: [',
      'policyctl.yaml:1:11 is YAML that cannot be read: a bracket is not closed | fix the syntax here',
    ],
    ...['', ', targets: [a]'].map((targets): [string, string] => [
      `version: 1\ntargets: { a: { embedded: x }, b: { embedded: y } }\nguardrails:\n  - { name: g, never: allow${targets} }\n  - { name: g, atMost: c.yaml${targets && ', targets: [b]'} }`,
      'policyctl.yaml:5:13 guardrails.1.name: guardrails.0 has this name too, at 4:13 | give each guardrail a name of its own: results, and what was broken before, are known by the name',
    ]),
    [
      'version: 1\nexceptions: [{ guard: in-use, reason: r, until: 2026-02-31 }]',
      'policyctl.yaml:2:49 exceptions.0.until: there is no such day',
    ],
  ])('%j', (text, message) => {
    expect(faultOf(text)).toBe(`config-invalid ${message}`)
  })

  const NOTHING_FOR_A_POLICY =
    /blocks a plan as a whole, so an exception for a policy lifts nothing \| delete this line/
  const NO_COUNT = /only mass-delete counts deletes, and this lifts .* \| delete this line/
  const NO_NUMBER = /without deletes an exception from mass-delete lifts nothing \| add deletes:/
  const PLAN_GUARDS = ['behind', 'mass-delete', 'empty-desired']
  const GUARDS: readonly string[] = JSON.parse(readFileSync('schema/config.schema.json', 'utf8')).properties
    .exceptions.items.properties.guard.enum
  test.each(
    GUARDS.flatMap((guard) =>
      [{}, { policy: 'a*' }, { deletes: 2 }, { policy: 'a*', deletes: 2 }].map(
        (fields) => [guard, fields] as const,
      ),
    ),
  )('an exception from %s with %j lifts something, or is refused', (guard, fields) => {
    const exception = { guard, ...fields, reason: 'r', until: '2026-12-31' } as Exception
    const faults = [
      ...('policy' in fields && PLAN_GUARDS.includes(guard) ? [NOTHING_FOR_A_POLICY] : []),
      ...('deletes' in fields && guard !== 'mass-delete' ? [NO_COUNT] : []),
      ...(!('deletes' in fields) && guard === 'mass-delete' ? [NO_NUMBER] : []),
    ]
    const refusal = {
      guard: exception.guard,
      policy: PLAN_GUARDS.includes(guard) ? null : 'abc',
      ...(guard === 'mass-delete' && { deletes: 2 }),
    }
    const fault = faultOf(JSON.stringify({ version: 1, exceptions: [exception] }))
    if (faults[0] === undefined) {
      expect([fault, lifts(exception, refusal)]).toEqual(['none', true])
    } else expect(fault).toMatch(faults[0])
  })

  test.each([
    ['a second document', 'version: 1\n---\nversion: 1', 'policyctl.yaml:3:1 holds a second document'],
    ['deep', `version: ${'['.repeat(5000)}`, 'is nested more than 64 levels deep'],
    [
      'many words',
      `version: 1\nexceptions: [${'a,'.repeat(130_000)}]`,
      'has more than 250,000 words and signs',
    ],
    ['an alias of nothing', 'version: *x', 'has an alias without an anchor before it'],
    ['a tag', 'version: !!foo 1', 'there is a tag'],
    ['a control character', 'version: 1\u0000', 'there is a control character'],
    ['a tab', 'version: 1\nsafety:\n\tmaxDeletes: 1', 'a line is indented with a tab'],
    [
      'a mapping that cannot be text',
      'version: 1\nsafety: { widening: { toString: [] } }',
      'must be one of report, approve',
    ],
    ['an open quote', 'policies: "x', 'a quote is not closed'],
  ])('%s', (_case, text, expected) => {
    expect(faultOf(text)).toContain(expected)
  })

  test('an alias bomb', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh'].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[index]}`).join(',')}]`).join('\n')}`
    expect(faultOf(bomb)).toContain('config-invalid')
  })
})

test('a target name of 100 characters is one', () => {
  const name = 'a'.repeat(100)
  expect([
    ...parseConfig(`version: 1\ntargets: { ${name}: { embedded: x } }`, 'policyctl.yaml').targets.keys(),
  ]).toEqual([name])
})

describe('a file that is no config, or only almost: nothing of it is quoted', () => {
  const MARK = 'sesame-OPEN.42/+'
  test.each([
    ['one line of text', MARK],
    ['a variable', `TOKEN=${MARK}`],
    ['an environment', `PATH=/bin\u0000TOKEN=${MARK}\u0000`],
    ["git's config", `[http]\n\textraheader = AUTHORIZATION: basic ${MARK}`],
    ['a key', `${MARK}: 1`],
    ['a key below', `version: 1\nsafety: { ${MARK}: 1 }`],
    ['a name of a target', `version: 1\ntargets: { "${MARK}": { embedded: x } }`],
    ['a target that is none', `version: 1\ntargets: { "${MARK}": 7 }`],
    ['a check', `version: 1\nchecks: { "${MARK}": loud }`],
    ['a version', `version: ${MARK}`],
    ['a folder', `version: 1\npolicies: ../${MARK}`],
    ['a file of a target', `version: 1\ntargets: { a: { embedded: ../${MARK} } }`],
    ['a default target', `version: 1\ndefaultTarget: ${MARK}`],
    ['a number', `version: 1\nsafety: { maxDeletes: ${MARK} }`],
    ['a list', `version: 1\nsafety: { protect: ${MARK} }`],
    ['a choice', `version: 1\nsafety: { widening: ${MARK} }`],
    ['a remote', `version: 1\nledger: { remote: "-${MARK}" }`],
    ['a variable of a key', `version: 1\ntargets: { a: { endpoint: x, apiKeyEnv: "${MARK}" } }`],
    ['a day', `version: 1\nexceptions: [{ guard: in-use, reason: r, until: "${MARK}" }]`],
    ['an alias', `version: *${MARK}`],
    ['an anchor of a bomb', `a: &${MARK} [${'x,'.repeat(200)}]\nb: [${`*${MARK},`.repeat(100)}]`],
    ['a tag', `version: !${MARK} 1`],
    ['a directive', `%${MARK} x\n---\nversion: 1`],
    ['a version of YAML', `%YAML ${MARK}\n---\nversion: 1`],
    ['an escape', `version: "\\q${MARK}"`],
    ['a reserved sign', `version: @${MARK}`],
    ['the head of a block', `version: |${MARK}\n  x`],
    ['behind a value', `version: "1" ${MARK}`],
    ['a key that stands twice', `${MARK}: 1\n${MARK}: 2`],
    ['a document behind', `version: 1\n--- ${MARK}`],
    ['a bracket too many', `version: 1 ] ${MARK}`],
    ['the end of a document', `version: 1\n... ${MARK}\n`],
    ['JSON', `{"${MARK}": "${MARK}"`],
  ])('%s', (_case, text) => {
    const fault = faultOf(text)
    expect(fault).toMatch(/^config-invalid policyctl\.yaml:\d+:\d+ /)
    expect(fault).not.toContain('sesame')
    expect(fault.length).toBeLessThan(400)
  })
})
