import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/access/model/decide.ts'
import { smallestGrants } from '../../src/access/questions/smallest-grants.ts'
import { spec as anySpec, REQUESTS } from '../access/world.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'
import { runs } from '../support/suite/soak.ts'

const binding = (policy: string, agent: string): string => `apiVersion: platform.ai/v1alpha1
kind: PolicyBinding
metadata: { name: ${policy}-${agent} }
spec: { policyRef: { name: ${policy} }, subjects: [{ kind: ServiceAccount, name: ${agent} }] }
`

const SHARED = `name: shared
spec:
  policies:
    - { permission: allow, operations: [GET], resource: "https://api.example/*" } # everybody
    - { permission: deny, resource: "https://api.example/admin/*" }
`
const OWN = `name: own
spec:
  policies:
    # what shop alone does
    - { permission: allow, operations: [GET], resource: "https://api.example/v1/*" }
    - { permission: approval_required, operations: [DELETE], resource: "https://api.example/v1/*" }
  approvals:
    - { name: fin, operations: [DELETE], approvers: { groups: [finance] }, defaultDuration: 4h }
`

function project(files: Readonly<Record<string, string>> = {}, config = ''): string {
  return folderWith({
    'policyctl.yaml': `version: 1\n${config}`,
    'policies/shared.yaml': SHARED,
    'policies/own.yaml': OWN,
    'policies/b.yaml': [binding('shared', 'shop'), binding('shared', 'crm'), binding('own', 'shop')].join(
      '---\n',
    ),
    ...files,
  })
}

async function propose(cwd: string, ...args: readonly string[]) {
  const run = await runInProcess(['propose', ...args, '--format', 'json'], { cwd })
  const document = JSON.parse(run.stdout)
  if (run.status !== 4) expect(documentSchema('propose')(document)).toBe(true)
  return { ...run, document }
}

const PUT = ['PUT', 'https://api.example/v1/x', '--agent', 'shop']

test('smallest first: nobody else, then fewest methods, then the narrowest', async () => {
  const { document, status } = await propose(project(), ...PUT)
  expect([status, document.refused]).toEqual([0, null])
  const shown = document.proposals.map(
    ({ policy, rule, after, file }: { policy: string; rule: number; after: object; file: string }) => [
      policy,
      rule,
      after,
      file,
    ],
  )
  const exact = { permission: 'allow', operations: ['PUT'], resource: 'https://api.example/v1/x' }
  expect(shown).toEqual([
    ['own', 2, exact, 'policies/own.yaml'],
    [
      'own',
      0,
      { permission: 'allow', operations: ['GET', 'PUT'], resource: 'https://api.example/v1/*' },
      'policies/own.yaml',
    ],
    ['shared', 2, exact, 'policies/shared.yaml'],
    [
      'shared',
      0,
      { permission: 'allow', operations: ['GET', 'PUT'], resource: 'https://api.example/*' },
      'policies/shared.yaml',
    ],
  ])
  expect(document.proposals[0].access).toMatchObject([
    {
      agents: ['default/shop'],
      operations: ['PUT'],
      resource: 'https://api.example/v1/x',
      before: 'deny',
      after: 'allow',
    },
  ])
})

test('the text shows what each changes', async () => {
  const { stdout } = await runInProcess(['propose', ...PUT], { cwd: project() })
  expect(stdout.split('\n').slice(0, 4)).toEqual([
    'PUT https://api.example/v1/x as shop',
    '  1  new rule own#2: allow PUT https://api.example/v1/x in policies/own.yaml',
    '     which changes',
    '       shop   PUT https://api.example/v1/x   denied  →  allowed, no human',
  ])
  expect(stdout).toMatch(/^ {2}2 {2}\S+#\d becomes allow \S+ .*PUT/m)
  expect(stdout).toContain('and 1 proposal more (--verbose)')
})

test('--write makes the first; comments stay', async () => {
  const cwd = project()
  const { document } = await propose(cwd, ...PUT, '--write')
  expect(document.written).toEqual(['policies/own.yaml'])
  const text = readFileSync(join(cwd, 'policies/own.yaml'), 'utf8')
  expect(text).toContain('# what shop alone does')
  expect(text).toContain('https://api.example/v1/x')
  expect(readFileSync(join(cwd, 'policies/shared.yaml'), 'utf8')).toBe(SHARED)
  expect((await runInProcess(['propose', ...PUT], { cwd })).stdout).toBe(
    'PUT https://api.example/v1/x as shop is allowed already\n',
  )
})

test('a human is asked by a route that takes it, or one like those of the policy', async () => {
  const { document } = await propose(project(), ...PUT, '--decision', 'approval_required')
  expect(document.proposals[0]).toMatchObject({
    policy: 'own',
    after: { permission: 'approval_required' },
    route: {
      operations: ['PUT'],
      resource: 'https://api.example/v1/x',
      approvers: { groups: ['finance'] },
      defaultDuration: '4h',
    },
  })
  expect(
    document.proposals.every(({ access }: { access: { after: string }[] }) =>
      access.every(({ after }) => after === 'approval_required'),
    ),
  ).toBe(true)
})

describe('what is refused, and by what', () => {
  const guardrail =
    'guardrails: [{ name: no-put, on: { operations: [PUT], resource: "https://api.example/*" }, never: allow }]\n'
  const needed = 'tests:\n  - { agent: shop, request: "PUT https://api.example/v1/x", expect: deny }\n'
  test.each([
    [
      'a wide deny',
      ['PUT', 'https://api.example/admin/x', '--agent', 'shop'],
      {},
      '',
      'shared#1',
      'shared#1 denies this call',
    ],
    [
      'a rule that asks',
      ['DELETE', 'https://api.example/v1/x', '--agent', 'shop'],
      {},
      '',
      'own#1',
      'own#1 asks a human for this call',
    ],
    ['a guardrail', PUT, {}, guardrail, 'guardrail no-put', 'guardrail no-put forbids it'],
    [
      'nobody approves',
      ['PUT', 'https://api.example/x', '--agent', 'crm', '--decision', 'approval_required'],
      {},
      '',
      'approvers',
      'no route',
    ],
    ['a star', ['PUT', 'https://api.example/v1/*x', '--agent', 'shop'], {}, '', 'url', "the URL has a '*'"],
    [
      'a method that lint refuses',
      ['PSOT', 'https://api.example/v1/x', '--agent', 'shop'],
      {},
      '',
      'lint',
      '(unknown-method): "PSOT" is not an HTTP method; did you mean POST?',
    ],
    [
      'a URL that lint refuses',
      ['PUT', 'https://other.example/v1/{id}', '--agent', 'shop'],
      {},
      '',
      'lint',
      "(unsupported-pattern): '{…}' means nothing in a resource",
    ],
    [
      'a check that is an error here',
      ['PUT', 'https://other.example/v1/x', '--agent', 'shop'],
      {},
      'checks: { write-without-approval: error }\n',
      'lint',
      '(write-without-approval)',
    ],
    [
      'a test',
      PUT,
      { 'policies/a.test.yaml': needed },
      '',
      'file',
      'a test would fail: policies/a.test.yaml:2',
    ],
  ])('%s', async (_what, args, files, config, by, message) => {
    const cwd = project(files, config)
    const { document, status } = await propose(cwd, ...args, '--write')
    expect([status, document.proposals, document.written]).toEqual([1, [], []])
    expect(document.refused.by).toBe(by)
    expect(document.refused.message).toContain(message)
    expect(readFileSync(join(cwd, 'policies/own.yaml'), 'utf8')).toBe(OWN)
  })
})

test('--write writes nothing beside a file that cannot be read: it may hold the deny that stands in the way', async () => {
  const cwd = project({ 'policies/broken.yaml': 'name: broken\nspec: [' })
  const { status, stderr } = await runInProcess(['propose', ...PUT, '--write'], { cwd })
  expect(status).toBe(1)
  expect(stderr).toContain(
    'these files cannot be read in full, so nothing was written: fix the errors above, and run it again',
  )
  expect(readFileSync(join(cwd, 'policies/own.yaml'), 'utf8')).toBe(OWN)
})

test('of a log all denied calls, each with the edits for those before it made', async () => {
  const line = (method: string, url: string) => `${JSON.stringify({ method, url, agent: 'shop' })}\n`
  const log =
    line('PUT', 'https://api.example/v1/x?secret=1').repeat(2) +
    line('GET', 'https://api.example/v1/x') +
    line('PUT', 'https://api.example/admin/y')
  const cwd = project({ 'c.jsonl': log })
  const { document, status } = await propose(cwd, '--from-log', 'c.jsonl', '--write')
  expect(status).toBe(1)
  expect(
    document.denied.map(({ calls, refused }: { calls: number; refused: object | null }) => [
      calls,
      refused === null,
    ]),
  ).toEqual([
    [2, true],
    [1, false],
  ])
  expect(JSON.stringify(document)).not.toContain('secret')
  const again = await propose(cwd, '--from-log', 'c.jsonl')
  expect(again.document.denied).toHaveLength(1)
})

test('of a log, calls of agents that no binding names are said, and a method that lint refuses is proposed to nobody', async () => {
  const line = (method: string, agent: string) =>
    `${JSON.stringify({ method, url: 'https://api.example/v1/x', agent })}\n`
  const cwd = project({ 'c.jsonl': line('PUT', 'shopp').repeat(2) + line('FOO', 'shop') })
  const args = ['--from-log', 'c.jsonl', '--write']
  const { document, status } = await propose(cwd, ...args)
  expect([status, document.written, document.unknownAgents]).toEqual([1, [], [{ agent: 'shopp', calls: 2 }]])
  expect(document.denied).toMatchObject([{ proposals: [], refused: { by: 'lint' } }])
  expect((await runInProcess(['propose', ...args], { cwd })).stdout).toContain(
    'UNKNOWN AGENTS   2 calls of 1 agent that no binding names, so they are not judged: shopp (2)\n',
  )
  expect((await propose(cwd, ...PUT)).document.unknownAgents).toEqual([])
})

test('user and password of a URL are in no rule and in no output', async () => {
  const cwd = project()
  const url = 'https://me:hunter2@api.example/v1/x'
  const { document, stdout } = await propose(cwd, 'PUT', url, '--agent', 'shop', '--write')
  expect([document.request.url, document.written]).toEqual([
    'https://api.example/v1/x',
    ['policies/own.yaml'],
  ])
  expect(stdout + readFileSync(join(cwd, 'policies/own.yaml'), 'utf8')).not.toContain('hunter2')
  const bad = ['me:hunter2@api.example/v1/x', 'https://me:hunter2@api.example/a b']
  for (const one of bad) {
    const run = await runInProcess(['propose', 'PUT', one, '--agent', 'shop'], { cwd })
    expect([run.status, run.stderr.includes('hunter2')]).toEqual([4, false])
  }
})

test.each([
  [['PUT'], 'propose needs METHOD and URL'],
  [['PUT', 'https://a.example/'], 'propose needs --agent'],
  [['PUT', '/x', '--agent', 'shop'], 'is not a request'],
  [['PUT', 'https://a.example/', '--agent', 'nobody'], "no agent 'nobody' is known"],
  [['PUT', '--agent', 'shopp', 'https://a.example/'], 'did you mean default/shop?'],
  [['--from-log', 'x', '--agent', 'shopp'], "no agent 'shopp' is known"],
  [['PUT', 'https://a.example/', '--from-log', 'x'], '--from-log brings its own calls'],
  [['PUT', 'https://a.example/', '--approvals'], '--approvals brings its own calls'],
  [[...PUT, '--field', 'url=u'], '--field and --input-format need --from-log'],
])('%j: usage', async (args, message) => {
  const { status, stderr } = await runInProcess(['propose', ...args], { cwd: project() })
  expect([status, stderr.includes(message)]).toEqual([4, true])
})

test('random policies: every proposal gives the decision, and other requests are as its regions say', () => {
  const decisions = fc.constantFrom('allow' as const, 'approval_required' as const)
  fc.assert(
    fc.property(
      anySpec({ globs: true }),
      anySpec(),
      fc.constantFrom(...REQUESTS),
      decisions,
      (p, q, request, decision) => {
        const policies = new Map([
          ['p', p],
          ['q', q],
        ])
        const bindings = new Map([
          ['default/a', ['p', 'q']],
          ['default/b', ['q']],
        ])
        const found = smallestGrants({ policies, bindings }, { agent: 'default/a', request, decision })
        if (!('grants' in found)) return
        for (const { policy, spec, access } of found.grants) {
          const after = new Map(policies).set(policy, spec)
          const of = (set: typeof policies, names: readonly string[]) =>
            names.flatMap((name) => {
              const one = set.get(name)
              return one === undefined ? [] : [{ name, spec: one }]
            })
          expect(decide(request, of(after, ['p', 'q'])).decision).toBe(decision)
          for (const other of REQUESTS)
            for (const [agent, names] of bindings) {
              const isSame =
                decide(other, of(policies, names)).decision === decide(other, of(after, names)).decision
              if (!isSame) expect(access.some(({ agents }) => agents.includes(agent))).toBe(true)
            }
        }
      },
    ),
    { numRuns: runs(40, 2000) },
  )
})
