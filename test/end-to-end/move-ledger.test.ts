import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readLedger } from '../../src/git/ledger.ts'
import { acquireLock } from '../../src/git/lock.ts'
import { writeLedger } from '../../src/git/write-ledger.ts'
import { spec } from '../support/builders/specs.ts'
import { git, repositoryWith } from '../support/git/git.ts'
import { placeIn, writing } from '../support/git/ledger.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { configFor, policyFiles } from '../support/project/scene.ts'
import { workshop } from '../support/project/workshop.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { writeFiles } from '../support/suite/folder.ts'

const isMoveDocument = documentSchema('move-ledger')
const A = spec('allow GET https://a.io/*')
const B = spec('allow GET https://b.io/*')
const MOVE = ['move-ledger', '--from', 'production', '--format', 'json']

/** Applied as `production`; its ledger has a and b, the files have a alone by now. */
async function applied() {
  const shop = await workshop({ files: { a: A, b: B } })
  expect((await shop.run('apply', '--yes')).status).toBe(0)
  shop.edit({ b: null })
  const { root, server } = shop
  const run = (folder: string, target: string, ...args: readonly string[]) =>
    runInProcess([...args, '--target', target], { cwd: folder, env: { RUNAGENTS_API_KEY: 'key' } })
  const refs = (): string => git(root, 'ls-remote', 'origin', 'refs/policyctl/*').replace(/^\S+\s/gm, '')
  const commit = (): string => git(root, 'commit', '-qam', 'Move')
  return { ...shop, run, refs, commit, endpoint: `${server.url}/api/v1` }
}

/** What was moved plans as before: b, whose file is gone, is a delete of a policy that was applied. */
async function goesOn(folder: string, target: string, run: Awaited<ReturnType<typeof applied>>['run']) {
  const plan = JSON.parse((await run(folder, target, 'plan', '--format', 'json')).stdout)
  expect(plan.steps).toMatchObject([{ action: 'delete', policy: 'b', origin: 'repository' }])
}

describe('move-ledger: the ledger goes on where', () => {
  test('the target is called otherwise', async () => {
    const shop = await applied()
    writeFiles(shop.root, { 'policyctl.yaml': configFor({ prod: shop.endpoint }) })
    const { status, stdout } = await shop.run(shop.root, 'prod', ...MOVE)
    const document = JSON.parse(stdout)
    isMoveDocument(document)
    expect(isMoveDocument.errors).toBeNull()
    expect([status, document.from.name, document.to.name, document.policies]).toEqual([
      0,
      'production',
      'prod',
      2,
    ])
    expect(shop.refs()).toBe('refs/policyctl/ledger/prod')
    expect(git(shop.root, 'rev-list', '--count', document.ledger)).toBe('2')
    await goesOn(shop.root, 'prod', shop.run)
  })

  test('without --from, the ledgers that could be meant are named', async () => {
    const shop = await applied()
    const { status, stderr } = await shop.run(shop.root, 'production', 'move-ledger')
    expect([status, stderr]).toEqual([4, expect.stringContaining('hint: known ledgers: production')])
  })

  test('the URL changed', async () => {
    const shop = await applied()
    writeFiles(shop.root, { 'policyctl.yaml': configFor({ production: 'https://new.example/api/v1' }) })
    expect((await shop.run(shop.root, 'production', 'drift')).status).toBe(3)
    expect((await shop.run(shop.root, 'production', ...MOVE)).status).toBe(0)
    const place = await placeIn(shop.root, { endpoint: 'https://new.example/api/v1' })
    expect([...((await readLedger(place))?.policies.keys() ?? [])]).toEqual(['a', 'b'])
  })

  test('the workspace of the classic API is called otherwise', async () => {
    const shop = await workshop({ files: { a: A, b: B } })
    const config = (namespace: string): string =>
      `version: 1\ntargets: { production: { endpoint: "${shop.server.url}/api", namespace: ${namespace} } }\n`
    writeFiles(shop.root, { 'policyctl.yaml': config('prod') })
    expect((await shop.run('apply', '--yes')).status).toBe(0)
    writeFiles(shop.root, { 'policyctl.yaml': config('prod-eu') })
    const refused = await shop.run('apply', '--yes')
    expect([refused.status, refused.stderr]).toEqual([3, expect.stringContaining('error ledger-mismatch')])
    const { status, stdout } = await shop.run(...MOVE)
    const document = JSON.parse(stdout)
    expect([status, document.from.namespace, document.to.namespace]).toEqual([0, 'prod', 'prod-eu'])
    expect(Object.keys(await shop.live())).toEqual(['prod/a', 'prod/b'])
    const place = await placeIn(shop.root, { endpoint: `${shop.server.url}/api`, namespace: 'prod-eu' })
    expect([...((await readLedger(place))?.policies.keys() ?? [])]).toEqual(['a', 'b'])
  })

  test('the project moved to another folder', async () => {
    const shop = await applied()
    mkdirSync(join(shop.root, 'access'))
    for (const path of ['policyctl.yaml', 'policies']) git(shop.root, 'mv', path, `access/${path}`)
    const folder = join(shop.root, 'access')
    expect((await shop.run(folder, 'production', 'plan')).stderr).toContain(
      'policyctl move-ledger --from production --target production',
    )
    const early = await shop.run(folder, 'production', ...MOVE)
    expect([early.status, early.stdout]).toEqual([3, expect.stringContaining("'production' is in use")])
    shop.commit()
    expect((await shop.run(folder, 'production', ...MOVE)).status).toBe(0)
    await goesOn(folder, 'production', shop.run)
    const back = await shop.run(folder, 'production', 'rollback', '--yes')
    expect(back.stderr).toContain('there is no earlier one')
  })

  test('a desk had a second ledger of the same workspace: they become one, both histories kept', async () => {
    const shop = await applied()
    const desk = await placeIn(shop.root, { endpoint: shop.endpoint, target: 'default' })
    await writeLedger(desk, writing({ b: A, c: B }, { at: new Date('2020-01-01') }))
    expect((await shop.run(shop.root, 'production', 'plan')).stderr).toContain(
      'policyctl move-ledger --from default --target production',
    )
    const { stdout } = await shop.run(
      shop.root,
      'production',
      'move-ledger',
      '--from',
      'default',
      '--format',
      'json',
    )
    const { ledger, policies } = JSON.parse(stdout)
    expect([policies, shop.refs()]).toEqual([3, 'refs/policyctl/ledger/production'])
    expect(git(shop.root, 'rev-list', '--count', ledger)).toBe('3')
    const place = await placeIn(shop.root, { endpoint: shop.endpoint })
    expect(await readLedger(place)).toMatchObject({
      policies: new Map([
        ['a', A],
        ['b', B],
        ['c', B],
      ]),
      pending: new Map([['b', [A]]]),
    })
  })
})

describe('move-ledger: refused', () => {
  test('a ledger that there is not: 4, with those that there are', async () => {
    const shop = await applied()
    const result = await shop.run(shop.root, 'production', 'move-ledger', '--from', 'staging')
    expect([result.status, result.stderr]).toEqual([
      4,
      expect.stringContaining("there is no ledger 'staging'"),
    ])
    expect(result.stderr).toContain('known ledgers: production')
  })

  test('one that the config still uses: 3', async () => {
    const shop = await applied()
    writeFiles(shop.root, {
      'policyctl.yaml': configFor({ production: shop.endpoint, other: 'https://new.example/api/v1' }),
    })
    const result = await shop.run(shop.root, 'other', ...MOVE)
    expect([result.status, result.stdout]).toEqual([3, expect.stringContaining("'production' is in use")])
  })

  test('one of an embedded workspace that the config still uses: 3', async () => {
    const root = repositoryWith({
      'policyctl.yaml':
        'version: 1\ntargets: { a: { embedded: .policyctl/a.json }, b: { embedded: .policyctl/b.json } }\n',
      ...policyFiles({ x: A }),
      '.gitignore': '.policyctl\n',
    })
    const run = (...args: readonly string[]) => runInProcess(args, { cwd: root })
    expect(await run('apply', '--yes', '--target', 'a')).toMatchObject({ status: 0 })
    const { status, stderr } = await run('move-ledger', '--from', 'a', '--target', 'b')
    expect([status, stderr]).toEqual([3, expect.stringContaining("'a' is in use")])
    const own = await run('move-ledger', '--from', 'a', '--target', 'a')
    expect([own.status, own.stdout]).toEqual([
      0,
      expect.stringContaining('nothing to move: the ledger a is that of a'),
    ])
  })

  test('onto the ledger of another workspace: 3', async () => {
    const shop = await applied()
    await writeLedger(
      await placeIn(shop.root, { endpoint: 'https://x.example/api', target: 'prod' }),
      writing({ x: A }),
    )
    writeFiles(shop.root, { 'policyctl.yaml': configFor({ prod: shop.endpoint }) })
    const result = await shop.run(shop.root, 'prod', ...MOVE)
    expect([result.status, result.stdout]).toEqual([
      3,
      expect.stringContaining('belongs to https://x.example/api'),
    ])
  })

  test('while an apply holds its lock: 3', async () => {
    const shop = await applied()
    const place = await placeIn(shop.root, { endpoint: shop.endpoint })
    await acquireLock(place, { intent: new Map(), nonce: 'x', wait: 0 })
    writeFiles(shop.root, { 'policyctl.yaml': configFor({ prod: shop.endpoint }) })
    expect((await shop.run(shop.root, 'prod', ...MOVE)).stdout).toContain('"locked"')
  })

  test('without --from: 4', async () => {
    const shop = await applied()
    expect((await shop.run(shop.root, 'production', 'move-ledger')).status).toBe(4)
  })
})

test('move-ledger where nothing changed: 0, and no commit', async () => {
  const shop = await applied()
  const before = git(shop.root, 'ls-remote', 'origin', 'refs/policyctl/*')
  expect((await shop.run(shop.root, 'production', ...MOVE)).status).toBe(0)
  expect(git(shop.root, 'ls-remote', 'origin', 'refs/policyctl/*')).toBe(before)
})
