/** A key that is marked goes through every command and must come out nowhere. */
import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/commands/list.ts'
import { jsonEscaped } from '../support/output/json-escaped.ts'
import { emulator } from '../support/servers/emulator.ts'
import { serve } from '../support/servers/http-server.ts'
import { holdsKey, KEY, type ProjectWithKey, projectWithKey } from './project-with-key.ts'
import { RUNS, runAll } from './runs.ts'

const FILES = {
  'policies/payments.yaml':
    'name: payments\nspec:\n  policies:\n    - permission: allow\n      operations: [GET]\n      resource: https://api.stripe.com/*\n',
  'policies/payments.test.yaml':
    'tests:\n  - policies: [payments]\n    request: GET https://api.stripe.com/v1/charges\n    expect: allow\n',
}
const DATA = {
  formatVersion: 1,
  policies: [
    { name: 'other', spec: { policies: [{ permission: 'deny', resource: 'https://a.example/*' }] } },
  ],
  bindings: [{ policy: 'payments', agent: 'billing' }],
}

/** Policies as they should be, but for the key, which only shows once the JSON is read. */
const HIDING = `[{"name":"hiding","spec":{"policies":[{"permission":"allow","resource":"https://h.example/${jsonEscaped(KEY)}"}]}}]`

test('every command is among the runs', () => {
  expect(COMMANDS.map(({ name }) => name).filter((name) => RUNS[name] === undefined)).toEqual([])
})

/** @returns the runs that printed the key. */
async function printing(project: ProjectWithKey): Promise<readonly string[]> {
  const results = await runAll(project)
  return results.filter(({ stdout, stderr }) => holdsKey(stdout + stderr)).map(({ line }) => line)
}

describe.each(['variable', 'file'] as const)('the key in a %s', (keyIn) => {
  test('against a server that works', async () => {
    const api = await emulator({ data: DATA, apiKey: KEY })
    const project = projectWithKey({ endpoint: `${api.url}/api/v1`, files: FILES, keyIn })
    expect(await printing(project)).toEqual([])
    expect(project.leaks()).toEqual([])
    expect(project.gitRuns()).toBeGreaterThan(20)
  })

  test('against one that quotes the key in every answer', async () => {
    let asked = 0
    const server = await serve(({ headers }) => {
      asked++
      const quoted = JSON.stringify(headers)
      const replies = [
        { status: 401, body: { error: quoted } },
        { status: 200, body: [{ name: KEY, spec: headers }] },
        { status: 500, body: `<p>${quoted}` },
        { status: 302, headers: { location: `/?k=${KEY}` } },
        { status: 302, headers: { location: `/?k=${'a'.repeat(290 - KEY.length)}${KEY}` } },
        { status: 200, body: HIDING },
      ]
      return replies[asked % replies.length] ?? {}
    })
    const project = projectWithKey({ endpoint: `${server.url}/api/v1`, files: FILES, keyIn })
    expect(await printing(project)).toEqual([])
    expect(project.leaks()).toEqual([])
    // The key did travel: otherwise nothing was tested.
    expect(server.requests.length).toBeGreaterThan(0)
    expect(server.requests.every(({ headers }) => JSON.stringify(headers).includes(KEY))).toBe(true)
  })
})

test('against one that hides the key behind escapes in every answer', async () => {
  const server = await serve({ body: HIDING })
  const project = projectWithKey({ endpoint: `${server.url}/api/v1`, files: FILES, keyIn: 'variable' })
  expect(await printing(project)).toEqual([])
  expect(project.leaks()).toEqual([])
})

test('the search finds a key that was written', async () => {
  const api = await emulator({ data: DATA, apiKey: KEY })
  const project = projectWithKey({
    endpoint: api.url,
    files: { ...FILES, 'policies/leak.yaml': `# ${KEY}\n` },
    keyIn: 'variable',
  })
  expect(project.leaks().length).toBe(3)
})
