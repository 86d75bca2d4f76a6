/** Texts of others, from live and from files, steer no terminal and no workflow. */
import { expect, test } from 'vitest'
import { jsonText } from '../../src/media/json-text.ts'
import { unprintable } from '../support/output/unprintable.ts'
import { emulator } from '../support/servers/emulator.ts'
import { serve } from '../support/servers/http-server.ts'
import { type ProjectWithKey, projectWithKey } from './project-with-key.ts'
import { type CommandRun, RUNS, runAll } from './runs.ts'

/** Clears the screen, sets a title, hides and reverses text, breaks lines, starts a workflow command. */
const EVIL =
  '::error::pwned \u001b[2J\u001b]0;x\u0007\u009b1m\u202egnp.exe\u200b\r\n::add-mask::a\u2028::set-output name=x::y\u0085\0'
const evilSpec = (resource: string) => ({
  policies: [
    { permission: 'allow', operations: ['GET', EVIL], resource, tags: [EVIL], [EVIL]: EVIL },
    { permission: 'approval_required', operations: ['POST'], resource: `https://b.example/${EVIL}*` },
  ],
  approvals: [
    {
      name: EVIL,
      toolIds: [EVIL],
      approvers: { groups: [EVIL] },
      defaultDuration: EVIL,
      delivery: { connectors: [EVIL], mode: EVIL },
    },
  ],
  [EVIL]: { x: EVIL },
})
const LIVE = {
  formatVersion: 1,
  policies: [
    { name: 'payments', spec: evilSpec(`https://api.stripe.com/${EVIL}`) },
    { name: 'unmanaged', spec: evilSpec(EVIL) },
  ],
  bindings: [
    { policy: 'payments', agent: `${EVIL}/billing` },
    { policy: 'unmanaged', agent: EVIL },
  ],
  tools: [{ name: EVIL, baseUrl: EVIL, riskTags: [EVIL] }],
  connectors: [{ id: EVIL, name: EVIL }],
}
/** Valid YAML that means the same, with every unseen character written as an escape. */
const yaml = (value: unknown) => jsonText(value)
const GOOD =
  'name: payments\nspec:\n  policies:\n    - permission: allow\n      operations: [GET]\n      resource: https://api.stripe.com/*\n'
const FILES = {
  'policies/payments.yaml': GOOD,
  'policies/evil.yaml': yaml({ name: EVIL, spec: evilSpec('https://x.example/*') }),
  'policies/hidden.yaml': yaml({ name: 'hidden', spec: evilSpec('https://x.example/*') }),
  'policies/raw.yaml': JSON.stringify({ name: 'raw', spec: evilSpec('https://x.example/*') }),
  'policies/broken.yaml': 'name: x\nspec: [\u001b[2J\u202e\n',
  [`policies/${'\u001b[2J\u202e'}.yaml`]: 'name: ansi\nspec: { policies: [{ permission: deny }] }\n',
  'policies/evil.test.yaml': yaml({
    tests: [
      { name: EVIL, policies: ['payments'], request: `GET https://api.stripe.com/${EVIL}`, expect: 'allow' },
    ],
  }),
}
/** No finding is an error: names of tags, groups, routes and tools are free. */
const ODD = {
  policies: [
    {
      permission: 'approval_required',
      operations: ['POST'],
      resource: 'https://odd.example/*',
      tags: [EVIL],
    },
  ],
  approvals: [
    {
      name: EVIL,
      toolIds: [EVIL],
      approvers: { groups: [EVIL] },
      delivery: { connectors: [EVIL], fallbackToUI: true },
    },
  ],
}
const CLEAN = { 'policies/payments.yaml': GOOD, 'policies/odd.yaml': yaml({ name: 'odd', spec: ODD }) }

async function steering(project: ProjectWithKey): Promise<readonly string[]> {
  const results = await runAll(project)
  expect(results.length).toBeGreaterThan(3)
  return steeringIn(results)
}

function steeringIn(results: readonly CommandRun[]): readonly string[] {
  return results.flatMap((result) => {
    const text = result.stdout + result.stderr
    const workflow = text.split('\n').filter((line) => line.trimStart().startsWith('::'))
    const characters = unprintable(text)
    const internal = result.stderr.includes('error internal') ? ['internal'] : []
    return [...characters, ...workflow, ...internal].map((found) => `${result.line}: ${found}`)
  })
}

test('hostile files and a hostile workspace', async () => {
  const api = await emulator({ data: LIVE })
  expect(
    await steering(projectWithKey({ endpoint: `${api.url}/api/v1`, files: FILES, keyIn: 'variable' })),
  ).toEqual([])
})

test('a hostile workspace and files that lint takes', async () => {
  const api = await emulator({ data: LIVE })
  expect(
    await steering(projectWithKey({ endpoint: `${api.url}/api/v1`, files: CLEAN, keyIn: 'variable' })),
  ).toEqual([])
})

test('hostile errors of a server', async () => {
  const server = await serve({ status: 400, body: { error: EVIL } })
  expect(
    await steering(projectWithKey({ endpoint: `${server.url}/api/v1`, files: CLEAN, keyIn: 'variable' })),
  ).toEqual([])
})

test('a hostile edit of what was applied: drift, plan, diff, pull and adopt', async () => {
  const api = await emulator({ data: { formatVersion: 1 } })
  const project = projectWithKey({ endpoint: `${api.url}/api/v1`, files: CLEAN, keyIn: 'variable' })
  expect((await project.run(['apply', '--yes', '--format', 'json'])).status).toBe(0)
  const headers = { authorization: 'Bearer x' }
  const body = JSON.stringify({
    name: 'odd',
    spec: {
      ...ODD,
      policies: [...ODD.policies, { permission: 'allow', resource: `https://odd.example/${EVIL}*` }],
    },
  })
  expect((await fetch(`${api.url}/api/v1/policies/odd`, { method: 'PUT', headers, body })).status).toBe(200)
  const results: CommandRun[] = []
  for (const name of ['drift', 'plan', 'diff', 'pull', 'adopt'])
    for (const args of RUNS[name] ?? []) results.push({ ...(await project.run(args)), line: args.join(' ') })
  expect(results.filter(({ stdout }) => stdout.includes('pwned')).length).toBeGreaterThan(4)
  expect(steeringIn(results)).toEqual([])
})
