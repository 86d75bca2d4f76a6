/** A key that is marked goes through every command and must come out nowhere. */
import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/commands/list.ts'
import { emulator } from '../support/emulator.ts'
import { serve } from '../support/http-server.ts'
import { holdsKey, KEY, type Workshop, workshop } from './workshop.ts'

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

/** How each command is run, in an order in which each has something to do. */
const RUNS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  init: [['init']],
  lint: [['lint'], ['lint', '--live', '--format', 'json']],
  fmt: [['fmt', '--check']],
  translate: [['translate', 'Allow reads on Stripe', '--name', 'x', '--out', 'x.yaml']],
  plan: [
    ['plan', '--verbose'],
    ['plan', '--format', 'json', '--out', 'plan.json'],
    ['plan', '--format', 'markdown'],
  ],
  apply: [
    ['apply', 'plan.json', '--format', 'json'],
    ['apply', '--yes', '--verbose'],
  ],
  drift: [['drift'], ['drift', '--format', 'json']],
  diff: [
    ['diff', 'live', 'files'],
    ['diff', 'live', 'git:HEAD', '--format', 'json'],
  ],
  explain: [['explain', 'GET', 'https://api.stripe.com/v1/charges', '--agent', 'billing', '--side', 'live']],
  'who-can': [['who-can', 'GET', 'https://api.stripe.com/*', '--side', 'live', '--format', 'csv']],
  test: [['test', '--coverage']],
  pull: [['pull', '--all', '--format', 'json']],
  adopt: [['adopt', '--all', '--format', 'json']],
  rollback: [['rollback', '--yes']],
  unlock: [['unlock', '--yes']],
  serve: [['serve', '--port', '0', '--verbose']],
}

test('every command is among the runs', () => {
  expect(COMMANDS.map(({ name }) => name).filter((name) => RUNS[name] === undefined)).toEqual([])
})

/** Runs them all. @returns what was printed where the key is. */
async function runAll(shop: Workshop): Promise<readonly string[]> {
  const printed: string[] = []
  for (const [name, runs] of Object.entries(RUNS)) {
    if (!COMMANDS.some((command) => command.name === name)) continue
    for (const args of runs) {
      const { stdout, stderr } = await shop.run(args, { stopOnOutput: name === 'serve' })
      if (holdsKey(stdout + stderr)) printed.push(args.join(' '))
    }
  }
  return printed
}

describe.each(['variable', 'file'] as const)('the key in a %s', (keyIn) => {
  test('against a server that works', async () => {
    const api = await emulator({ data: DATA, apiKey: KEY })
    const shop = workshop({ endpoint: `${api.url}/api/v1`, files: FILES, keyIn })
    expect(await runAll(shop)).toEqual([])
    expect(shop.leaks()).toEqual([])
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
      ]
      return replies[asked % replies.length] ?? {}
    })
    const shop = workshop({ endpoint: `${server.url}/api/v1`, files: FILES, keyIn })
    expect(await runAll(shop)).toEqual([])
    expect(shop.leaks()).toEqual([])
    // The key did travel: otherwise nothing was tested.
    expect(server.requests.length).toBeGreaterThan(0)
    expect(server.requests.every(({ headers }) => JSON.stringify(headers).includes(KEY))).toBe(true)
  })
})

test('the search finds a key that was written', async () => {
  const api = await emulator({ data: DATA, apiKey: KEY })
  const shop = workshop({
    endpoint: api.url,
    files: { ...FILES, 'policies/leak.yaml': `# ${KEY}\n` },
    keyIn: 'variable',
  })
  expect(shop.leaks().length).toBe(3)
})
