import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareAccess } from '../../src/access/compare/compare.ts'
import { decide } from '../../src/access/model/decide.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { spec as anySpec, REQUESTS } from '../access/world.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'
import { runs } from '../support/suite/soak.ts'

const BINDINGS = ['pay', 'hr']
  .map(
    (policy) => `apiVersion: platform.ai/v1alpha1
kind: PolicyBinding
metadata: { name: b-${policy} }
spec: { policyRef: { name: ${policy} }, subjects: [{ kind: ServiceAccount, name: ${policy}-agent }] }
`,
  )
  .join('---\n')

const PAY = `# who pays
name: pay
spec:
  policies:
    # reads
    - { permission: allow, operations: [GET, HEAD, POST], resource: "https://api.example/*" } # wide
    - permission: allow
      resource: https://old.example/*
    - { permission: approval_required, operations: [DELETE], resource: "https://api.example/*" }
    - { permission: deny, resource: "https://api.example/admin/*" }
  approvals:
    - { name: fin, approvers: { groups: [finance] } }
`
const HR = `name: hr
spec: { policies: [{ permission: allow, resource: "https://hr.example/*" }] }
`

const call = (method: string, url: string, agent = 'pay-agent') =>
  `${JSON.stringify({ method, url, agent, time: '2026-11-01T10:00:00Z' })}\n`

const LOG = [
  call('GET', 'https://api.example/v1/customers/c_1'),
  call('GET', 'https://api.example/v1/customers/c_2?secret=1'),
  call('HEAD', 'https://api.example/v1/customers/c_2/cards'),
].join('')

function project(files: Readonly<Record<string, string>> = {}, config = ''): string {
  return folderWith({
    'policyctl.yaml': `version: 1\n${config}`,
    'policies/pay.yaml': PAY,
    'policies/hr.yaml': HR,
    'policies/bindings.yaml': BINDINGS,
    'c.jsonl': LOG,
    ...files,
  })
}

async function tighten(cwd: string, ...args: readonly string[]) {
  const run = await runInProcess(['tighten', 'c.jsonl', ...args, '--format', 'json'], { cwd })
  const document = JSON.parse(run.stdout)
  expect(documentSchema('tighten')(document)).toBe(true)
  return { ...run, document }
}

const payOf = (cwd: string): string => readFileSync(join(cwd, 'policies/pay.yaml'), 'utf8')

test('what no call used, and how narrow the rest could be', async () => {
  const { document, status } = await tighten(project())
  expect(status).toBe(0)
  expect(document.unused).toEqual([
    { policy: 'hr', rule: 0 },
    { policy: 'pay', rule: 1 },
    { policy: 'pay', rule: 2 },
    { policy: 'pay', rule: 3 },
    { policy: 'pay', route: 0 },
  ])
  expect(document.narrower).toEqual([
    {
      ...{ policy: 'pay', rule: 0, calls: 3 },
      before: { permission: 'allow', operations: ['GET', 'HEAD', 'POST'], resource: 'https://api.example/*' },
      after: {
        permission: 'allow',
        operations: ['GET', 'HEAD'],
        resource: 'https://api.example/v1/customers/*',
      },
    },
  ])
  expect(document.written).toEqual([])
})

test.each([
  ['/v1/:id/x', 'https://hr.example/v1/*'],
  ['/(a|b)/x', 'https://hr.example/*'],
])('a path like %s, which lint takes for a sign, ends the prefix before it', async (path, resource) => {
  const log = call('GET', `https://hr.example${path}`, 'hr-agent')
  const cwd = project({ 'c.jsonl': log })
  const { document } = await tighten(cwd, '--write')
  expect(document.narrower).toMatchObject([{ policy: 'hr', after: { operations: ['GET'], resource } }])
  expect((await runInProcess(['lint', '--format', 'json'], { cwd })).status).toBe(0)
})

test('--write writes nothing beside a file that cannot be read', async () => {
  const cwd = project({ 'policies/broken.yaml': 'name: broken\nspec: [' })
  const { status, stderr } = await runInProcess(['tighten', 'c.jsonl', '--write'], { cwd })
  expect(status).toBe(1)
  expect(stderr).toContain(
    'these files cannot be read in full, so nothing was written: fix the errors above, and run it again',
  )
  expect(payOf(cwd)).toBe(PAY)
})

test('the text', async () => {
  const { stdout } = await runInProcess(['tighten', 'c.jsonl'], { cwd: project() })
  expect(stdout).toBe(`3 calls of 1 agent, 1 Nov 2026 (1 file)

▼   pay#0   3 calls
      GET HEAD POST https://api.example/*
    → GET HEAD https://api.example/v1/customers/*

NEVER USED       4 of 5 rules: hr#0, pay#1, pay#2, pay#3
ROUTES UNUSED    pay@0
NO CALLS OF      hr-agent
SHORT LOG        3 calls within 1 day: a rule that is needed less often looks unused
KEPT             hr#0: no call of the log is by an agent that has this policy, so the log says nothing about it
KEPT             pay#2, pay#3: it asks or denies, and to remove it might widen access
nothing was written; --write would narrow 1 rule and remove 1 unused allow rule, and every call of the log would be decided as before
`)
})

test('--write edits the files: comments stay, and what denies, asks or is not spoken of stays', async () => {
  const cwd = project()
  const { document } = await tighten(cwd, '--write')
  expect(document.written).toEqual(['policies/pay.yaml'])
  expect(payOf(cwd)).toBe(`# who pays
name: pay
spec:
  policies:
    # reads
    - { permission: allow, operations: [GET, HEAD], resource: "https://api.example/v1/customers/*" } # wide
    - { permission: approval_required, operations: [DELETE], resource: "https://api.example/*" }
    - { permission: deny, resource: "https://api.example/admin/*" }
  approvals:
    - { name: fin, approvers: { groups: [finance] } }
`)
  expect(readFileSync(join(cwd, 'policies/hr.yaml'), 'utf8')).toBe(HR)
  expect((await tighten(cwd)).document.narrower).toEqual([])
})

test('tests stay true: rules that moved are named anew, and what a test needs is kept', async () => {
  const tests = (request: string, because: string): string =>
    `tests:\n  - { policies: [pay], request: "${request}", expect: { decision: deny, because: "${because}" } }\n`
  const moved = project({ 'policies/a.test.yaml': tests('GET https://api.example/admin/x', 'pay#3') })
  await tighten(moved, '--write')
  expect(readFileSync(join(moved, 'policies/a.test.yaml'), 'utf8')).toContain('pay#2')

  const needed = `tests:\n  - { policies: [pay], request: "GET https://old.example/x", expect: allow }\n`
  const held = project({ 'policies/a.test.yaml': needed })
  const { document } = await tighten(held, '--write')
  expect(document.kept[0]).toEqual({
    policy: 'pay',
    rule: 1,
    reason: 'a test would fail: policies/a.test.yaml:2',
  })
  expect(document.narrower).toHaveLength(1)
  expect(payOf(held)).toContain('https://old.example/*')
  expect(payOf(held)).toContain('https://api.example/v1/customers/*')
})

test('each unused rule is removed, or kept for a reason that is given', async () => {
  const unbound = `name: new\nspec: { policies: [{ permission: allow, resource: "https://new.example/*" }] }\n`
  const cwd = project({ 'policies/new.yaml': unbound })
  const { document } = await tighten(cwd, '--write')
  const rules = document.unused.flatMap((item: { policy: string; rule?: number }) =>
    item.rule === undefined ? [] : [`${item.policy}#${item.rule}`],
  )
  const kept = new Map<string, string>(
    document.kept.map((one: { policy: string; rule: number; reason: string }) => [
      `${one.policy}#${one.rule}`,
      one.reason,
    ]),
  )
  expect(rules.filter((rule: string) => !kept.has(rule))).toEqual(['pay#1'])
  expect(payOf(cwd)).not.toContain('https://old.example/*')
  expect(kept.get('new#0')).toBe('no agent is known to have this policy, so the log says nothing about it')
})

describe('tighten.depth', () => {
  test.each([
    [0, null],
    [1, 'https://api.example/v1/*'],
    [2, 'https://api.example/v1/customers/*'],
    [9, 'https://api.example/v1/customers/*'],
  ])('%i → %s', async (depth, resource) => {
    const { document } = await tighten(project({}, `tighten: { depth: ${depth} }\n`))
    expect(document.narrower[0].after.resource).toBe(resource ?? 'https://api.example/*')
  })
})

test('the last rule of a policy stays: a policy without rules is refused', async () => {
  const log = call('GET', 'https://elsewhere.example/', 'hr-agent')
  const { document } = await tighten(project({ 'c.jsonl': log }), '--write')
  expect(document.kept[0]).toMatchObject({
    policy: 'hr',
    rule: 0,
    reason: expect.stringContaining('last rule'),
  })
  expect(document.written).toEqual([])
})

test('a log of a month is not short; one without times has no length', async () => {
  const at = (time: string) =>
    `${JSON.stringify({ method: 'GET', url: 'https://api.example/v1', agent: 'pay-agent', ...(time === '' ? {} : { time }) })}\n`
  const said = async (...times: readonly string[]) =>
    (await runInProcess(['tighten', 'c.jsonl'], { cwd: project({ 'c.jsonl': times.map(at).join('') }) }))
      .stdout
  expect(await said('2026-10-01T00:00:00Z', '2026-10-30T00:00:00Z')).not.toContain('SHORT LOG')
  expect(await said('2026-10-01T00:00:00Z', '2026-10-08T12:00:00Z')).toContain(
    '2 calls within 8 days: a rule',
  )
  expect(await said('')).toContain('1 call without times, so nobody knows what period they cover; a rule')
})

test.each([['replay', '--from', 'files', '--to', 'files'], ['tighten']])(
  '%s: a log that is named twice, by whatever path, counts once, and it is said',
  async (...words) => {
    const cwd = project()
    symlinkSync('c.jsonl', join(cwd, 'again.jsonl'))
    const logs = ['c.jsonl', './c.jsonl', 'again.jsonl']
    const { stdout, stderr } = await runInProcess([...words, ...logs, '--format', 'json'], { cwd })
    expect(JSON.parse(stdout).log).toMatchObject({ files: ['c.jsonl'], calls: 3 })
    expect(stderr).toBe('named twice, and counted once: ./c.jsonl, again.jsonl\n')
  },
)

test('no log, or nothing readable, is 4 and writes nothing', async () => {
  const cwd = project({ 'c.jsonl': 'nonsense\n' })
  expect((await runInProcess(['tighten', 'c.jsonl', '--write'], { cwd })).status).toBe(4)
  expect((await runInProcess(['tighten', '--write'], { cwd })).status).toBe(4)
  expect(payOf(cwd)).toBe(PAY)
})

test('random policies and logs: no call is decided otherwise, and nothing is wider', async () => {
  const anyCalls = fc.array(fc.constantFrom(...REQUESTS), { minLength: 1, maxLength: 8 })
  const untagged = anyCalls.map((calls) => calls.map((one) => ({ ...one, tags: [] })))
  await fc.assert(
    fc.asyncProperty(anySpec({ globs: true }), anySpec(), untagged, async (p, q, calls) => {
      const files = { pay: p, hr: q }
      const both = ['pay', 'hr'].map((policy) =>
        JSON.stringify({
          apiVersion: 'platform.ai/v1alpha1',
          kind: 'PolicyBinding',
          metadata: { name: policy },
          spec: { policyRef: { name: policy }, subjects: [{ kind: 'ServiceAccount', name: 'a' }] },
        }),
      )
      const cwd = folderWith({
        'policyctl.yaml': 'version: 1\n',
        'policies/b.yaml': both.join('\n---\n'),
        ...Object.fromEntries(
          Object.entries(files).map(([name, spec]) => [
            `policies/${name}.json`,
            JSON.stringify({ name, spec }),
          ]),
        ),
        'c.jsonl': calls.map((one) => `${JSON.stringify({ ...one, agent: 'a' })}\n`).join(''),
      })
      const run = await runInProcess(['tighten', 'c.jsonl', '--write', '--format', 'json'], { cwd })
      expect([0, 1]).toContain(run.status)
      const now = Object.keys(files).map((name): [string, Spec] => [
        name,
        JSON.parse(readFileSync(join(cwd, `policies/${name}.json`), 'utf8')).spec,
      ])
      const bound = (specs: Iterable<readonly [string, Spec]>) =>
        [...specs].map(([name, spec]) => ({ name, spec }))
      for (const request of calls) {
        const [before, after] = [decide(request, bound(Object.entries(files))), decide(request, bound(now))]
        expect([after.decision, after.route]).toEqual([before.decision, before.route])
      }
      const bindings = new Map([['default/a', ['hr', 'pay']]])
      const regions = [
        ...compareAccess(
          { policies: new Map(Object.entries(files)), bindings },
          { policies: new Map(now), bindings },
        ),
        ...compareAccess(
          { policies: new Map(Object.entries(files)), bindings: new Map() },
          { policies: new Map(now), bindings: new Map() },
        ),
      ]
      expect(regions.filter(({ direction }) => direction !== 'narrower')).toEqual([])
    }),
    { numRuns: runs(40, 2000) },
  )
})

test('that nothing can be narrower is said only where the log speaks of the rules', async () => {
  const said = async (log: string, ...args: readonly string[]) => {
    const cwd = project({
      'c.jsonl': log,
      'policies/pay.yaml': PAY.replace(/ +- permission: allow\n.*\n/, ''),
    })
    const run = await runInProcess(['tighten', 'c.jsonl', ...args], { cwd })
    return [run.status, run.stdout.trimEnd().split('\n').at(-1), run.stderr] as const
  }
  const url = 'https://hr.example/x'
  const unjudged = await runInProcess(['tighten', 'c.jsonl'], {
    cwd: project({ 'c.jsonl': call('GET', url, 'x') }),
  })
  expect(unjudged.stdout).toBe(`1 call, none of an agent with a binding, 1 Nov 2026 (1 file)

UNKNOWN AGENTS   1 call of 1 agent that no binding names, so they are not judged: x (1)
the rules were not judged: no call of an agent with a binding was read
`)
  expect((await said(call('GET', url, 'pay-agnt')))[1]).toBe(
    'the rules were not judged: no call of an agent with a binding was read',
  )
  const pay = ['GET', 'HEAD', 'POST'].map((method) => call(method, 'https://api.example/'))
  expect((await said(pay.join('')))[1]).toBe(
    'nothing for --write to edit: the points above are for people to judge',
  )
  const [status, , stderr] = await said(call('GET', url), '--agent', 'pay-agnt')
  expect([status, stderr]).toEqual([4, expect.stringContaining('did you mean default/pay-agent?')])
})
