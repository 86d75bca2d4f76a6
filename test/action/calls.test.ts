/** Input `calls`: lines of the comment say how many real calls they are about. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { actionWorld, reportsOf, type WorldOptions } from '../support/action/action-world.ts'
import { runAction } from '../support/action/run-action.ts'
import { downloaded } from './history/jobs.ts'

const FILE = 'policies/pay.yaml'
const SECRET = 'marked-secret-7f3a'

/** Rules in YAML's flow form. */
const pay = (...rules: readonly string[]): string => `name: pay
spec:
  policies:
${rules.map((rule) => `    - ${rule}\n`).join('')}  approvals:
    - { name: finance, approvers: { groups: [finance] }, defaultDuration: 4h }
---
apiVersion: platform.ai/v1alpha1
kind: PolicyBinding
metadata: { name: shop }
spec:
  policyRef: { name: pay }
  subjects: [{ kind: ServiceAccount, name: shop }]
`

const ASKED = pay(
  '{ permission: approval_required, operations: [POST], resource: "https://api.example.com/v1/*" }',
  '{ permission: allow, operations: [GET], resource: "https://api.example.com/v1/*" }',
)
const OPENED = pay(
  '{ permission: allow, operations: [POST], resource: "https://api.example.com/v1/*" }',
  '{ permission: allow, operations: [DELETE], resource: "https://unused.example.com/*" }',
)

const call = (method: string, agent = 'shop', day = 1): string =>
  `${JSON.stringify({
    ...{ method, agent, time: `2026-11-0${day}T10:00:00Z`, body: SECRET },
    url: `https://u:${SECRET}@api.example.com/v1/x?key=${SECRET}#${SECRET}`,
  })}\n`

const LOGS = {
  'logs/2026/a.jsonl': call('POST') + call('POST') + call('GET', 'shop', 3) + call('GET', 'stranger'),
  'logs/b.jsonl': `${call('POST', 'shop', 2)}${SECRET}\n`,
  'logs/none.txt': `nothing ${SECRET}\n`,
}

const world = (more: Partial<WorldOptions> = {}) =>
  actionWorld({
    files: (endpoint) => ({
      'policyctl.yaml': `version: 1\ntargets:\n  production: { endpoint: "${endpoint}" }\n`,
      [FILE]: ASKED,
      ...LOGS,
    }),
    data: { bindings: [{ policy: 'pay', agent: 'shop' }] },
    ...more,
  })

const GLOB = { calls: 'logs/**/*.jsonl' }

test('the bundle counts the calls behind each change, and keeps nothing else of them', async () => {
  const story = await world({ runner: runAction })
  expect((await story.onMain(story.main(), { command: 'apply' })).status).toBe(0)
  const result = await story.open(7, { inputs: GLOB }).push({ [FILE]: OPENED })
  expect(result.status).toBe(0)
  const body = story.state.comments[0]?.body ?? ''
  expect(body).toMatch(
    /\*\*shop\*\* may `POST https:\/\/api\.example\.com\/v1\/\*`[\s\S]*?Real calls: \*\*3 calls\*\* of the log/,
  )
  expect(body).toMatch(/`DELETE https:\/\/unused\.example\.com\/\*`[\s\S]*?Real calls: no call of the log/)
  expect(body).toMatch(/- 🔻 .*shop.*`GET https:\/\/api\.example\.com\/v1\/\*`.* · \*\*1 call\*\* of the log/)
  expect(body).toContain(
    'log of **5 calls**, 1 to 3 Nov 2026, **1 line not read**, 1 call of agents that no binding names',
  )
  const reports = readdirSync(reportsOf(result)).map((name) =>
    readFileSync(join(reportsOf(result), name), 'utf8'),
  )
  for (const text of [body, result.log, result.summary, ...reports]) expect(text).not.toContain(SECRET)
})

test.each([
  ['is missing', 'logs/c.jsonl', 'input calls names logs/c.jsonl, and there is no such file'],
  [
    'is one of several that finds nothing',
    'logs/b.jsonl *.gz',
    'input calls names *.gz, and there is no such file',
  ],
  ['has no call', 'logs/none.txt', 'none of 1 line could be read as a call'],
])('a log that %s fails the check, and the comment says so', async (_what, calls, message) => {
  const story = await world()
  expect((await story.onMain(story.main(), { command: 'apply' })).status).toBe(0)
  const result = await story.open(7, { inputs: { calls } }).push({ [FILE]: OPENED })
  const body = story.state.comments[0]?.body ?? ''
  expect(result).toMatchObject({ status: 4, outputs: { 'exit-status': '4' } })
  expect(result.log).toContain(message)
  expect(body).toContain('the log of calls was not counted')
  expect(body).toContain(
    '**The log of calls was not counted**, so no line says how many real calls it is about.',
  )
  // What was planned is told all the same.
  expect(body).toContain('**shop** may `POST https://api.example.com/v1/*`')
  expect(body).not.toContain('of the log')
  for (const text of [body, result.log, result.summary]) expect(text).not.toContain(SECRET)
})

test('without a key the difference of the files is counted', async () => {
  const story = await world()
  const result = await story.open(7, { fork: true, inputs: GLOB }).push({ [FILE]: OPENED })
  expect(result.status).toBe(0)
  expect(result.summary).toContain('Real calls: **3 calls** of the log')
  expect(result.summary).toContain('log of **5 calls**')
})

test('a job that plans passes its numbers on to the one that comments', async () => {
  const story = await world()
  expect((await story.onMain(story.main(), { command: 'apply' })).status).toBe(0)
  const pull = story.open(7)
  pull.commit({ [FILE]: OPENED })
  const planned = await pull.run({ inputs: { command: 'plan', comment: 'false', ...GLOB } })
  const last = await pull.run({
    inputs: { command: 'comment', 'api-key': '', documents: downloaded(planned) },
  })
  expect([planned.status, last.status]).toEqual([0, 0])
  expect(story.state.comments[0]?.body).toContain('Real calls: **3 calls** of the log')
})
