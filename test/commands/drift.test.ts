import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readLedger } from '../../src/git/ledger.ts'
import { writeLedger } from '../../src/git/write-ledger.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { policyFiles } from '../support/builders/project-files.ts'
import { spec } from '../support/builders/specs.ts'
import { footprint, remoteWith } from '../support/git/git.ts'
import { placeIn, writing } from '../support/git/ledger.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { type RunResult, runInProcess } from '../support/run/run-in-process.ts'
import { emulator } from '../support/servers/emulator.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const isDriftDocument = documentSchema('drift')
const READ = spec('allow GET https://api.stripe.com/*')
const OPENED = spec('allow GET https://api.stripe.com/*', 'allow DELETE https://api.stripe.com/*')
const HR = spec('allow GET https://hr.example.com/*')
const SHUT = spec('allow GET https://hr.example.com/*', 'deny GET https://hr.example.com/salaries*')

interface Scene {
  readonly ledger: Readonly<Record<string, Spec>>
  readonly live: Readonly<Record<string, Spec>>
  readonly former?: Readonly<Record<string, Spec>>
}

/** A clone whose target `production` has this ledger and holds these policies. */
async function scene({ ledger, live, former = {} }: Scene) {
  const policies = Object.entries(live).map(([name, of]) => ({ name, spec: of }))
  const bindings = [
    { policy: 'payments', agent: 'billing-agent' },
    { policy: 'hr', agent: 'hr-agent' },
  ].filter(({ policy }) => policy in live)
  const { url } = await emulator({ data: { formatVersion: 1, policies, bindings } })
  const endpoint = `${url}/api/v1`
  const config = `version: 1\ntargets: { production: { endpoint: "${endpoint}" } }\n`
  const root = remoteWith({ 'policyctl.yaml': config, ...policyFiles(ledger) }).clone()
  const place = await placeIn(root, { endpoint })
  await writeLedger(place, writing({ ...former, ...ledger }))
  const gone = Object.fromEntries(Object.keys(former).map((name) => [name, null]))
  const revision = await writeLedger(place, writing(gone, { base: await readLedger(place) }))
  const run = (...args: readonly string[]): Promise<RunResult> =>
    runInProcess(['drift', '--target', 'production', ...args], {
      cwd: root,
      env: { RUNAGENTS_API_KEY: 'key' },
    })
  return { root, run, revision }
}

const DRIFTED: Scene = {
  ledger: { payments: READ, hr: HR, gone: READ },
  live: { payments: OPENED, hr: SHUT, old: HR, 'tmp-debug': READ },
  former: { old: HR },
}

describe('drift', () => {
  test('json: what was edited, created and deleted, and what it opens, first', async () => {
    const { run, revision } = await scene(DRIFTED)
    const result = await run('--format', 'json')
    expect(result).toMatchObject({ status: 0, stderr: '' })
    const document = JSON.parse(result.stdout)
    isDriftDocument(document)
    expect(isDriftDocument.errors).toBeNull()
    expect(document).toMatchObject({
      formatVersion: 1,
      target: 'production',
      ledger: revision,
      unmanaged: ['tmp-debug'],
    })
    expect(
      document.changes.map(({ policy, kind, direction }: Record<string, string>) => [
        policy,
        kind,
        direction,
      ]),
    ).toEqual([
      ['gone', 'removed', 'narrower'],
      ['hr', 'changed', 'narrower'],
      ['old', 'added', 'wider'],
      ['payments', 'changed', 'wider'],
    ])
    expect(document.changes[3].fields).toEqual([
      {
        path: 'rule 1',
        before: null,
        after: { operations: ['DELETE'], permission: 'allow', resource: 'https://api.stripe.com/*' },
      },
    ])
    expect(document.access[0]).toMatchObject({
      agents: ['default/billing-agent'],
      operations: ['DELETE'],
      before: 'deny',
      after: 'allow',
      direction: 'wider',
    })
  })

  test('text: the first line says who may now do what', async () => {
    const { run } = await scene(DRIFTED)
    const { stdout } = await run()
    const [first] = stdout.split('\n')
    expect(first).toBe(
      '4 policies were changed outside git in production: billing-agent may DELETE https://api.stripe.com/* with no human',
    )
    expect(stdout).toContain(
      '~ payments   edited live   wider\n    + allow DELETE https://api.stripe.com/*\n',
    )
    expect(stdout).toContain('- gone   deleted live   narrower\n')
    expect(stdout).toContain(
      'UNMANAGED   tmp-debug   bound to nobody   allow GET https://api.stripe.com/*   left alone\n',
    )
    expect(stdout).toContain(
      'put back  policyctl apply --only gone hr payments --overwrite-live=gone,hr --target production\nkeep      policyctl pull gone hr old payments --target production\n',
    )
  })

  test('markdown: an alert for what was opened, a table, the difference', async () => {
    const { run } = await scene(DRIFTED)
    const { stdout } = await run('--format', 'markdown')
    expect(stdout).toContain('## Drift in production: 4 policies changed outside git\n')
    expect(stdout).toContain('> [!CAUTION]\n')
    expect(stdout).toContain('| `payments` | edited | 🔺 wider |\n')
    expect(stdout).toContain('+ allow DELETE https://api.stripe.com/*\n')
    expect(stdout).toContain(
      '**Unmanaged**, left alone\n\n- `tmp-debug`, bound to `nobody`: `allow GET https://api.stripe.com/*`',
    )
  })

  test.each([
    ['drift', DRIFTED, 2],
    ['only unmanaged policies', { ledger: { hr: HR }, live: { hr: HR, other: READ } }, 0],
    ['nothing', { ledger: { hr: HR }, live: { hr: HR } }, 0],
  ])('--exit-code with %s: %s', async (_what, of, status) => {
    const { run } = await scene(of)
    expect((await run('--exit-code')).status).toBe(status)
    expect((await run('--exit-code', '--format', 'json')).status).toBe(status)
  })

  test('nothing: says so', async () => {
    const { run, revision } = await scene({ ledger: { hr: HR }, live: { hr: HR } })
    expect((await run()).stdout).toBe(
      `live agrees with the ledger of production (${revision?.slice(0, 7)})\n`,
    )
    expect((await run('--format', 'markdown')).stdout).toContain('## No drift in production\n')
  })

  test('what is merged and not applied is no drift', async () => {
    const { root, run } = await scene({ ledger: { hr: HR }, live: { hr: HR } })
    writeFiles(root, { 'policies/hr.yaml': 'name: hr\nspec: { policies: [{ permission: deny }] }\n' })
    expect((await run('--exit-code')).status).toBe(0)
  })

  test('nothing in the repository is touched', async () => {
    const { root, run } = await scene(DRIFTED)
    const before = footprint(root)
    await run()
    expect(footprint(root)).toBe(before)
  })

  test('no ledger: ledger-missing; no git: git-required; remote gone: remote-unreachable', async () => {
    const { url } = await emulator()
    const config = `version: 1\ntargets: { production: { endpoint: "${url}/api" } }\n`
    const clone = remoteWith({ 'policyctl.yaml': config }).clone()
    const options = { env: { RUNAGENTS_API_KEY: 'key' } }
    const args = ['drift', '--target', 'production']
    const missing = await runInProcess(args, { cwd: clone, ...options })
    expect([missing.status, missing.stderr]).toEqual([4, expect.stringContaining('error ledger-missing')])
    const noGit = await runInProcess(args, { cwd: folderWith({ 'policyctl.yaml': config }), ...options })
    expect([noGit.status, noGit.stderr]).toEqual([4, expect.stringContaining('error git-required')])
    writeFiles(clone, { '.git/config': `[remote "origin"]\n  url = file://${join(clone, 'nowhere')}\n` })
    const unreachable = await runInProcess(args, { cwd: clone, ...options })
    expect([unreachable.status, unreachable.stderr]).toEqual([
      4,
      expect.stringContaining('error remote-unreachable'),
    ])
  })
})
