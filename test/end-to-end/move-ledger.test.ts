import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readLedger } from '../../src/git/ledger.ts'
import { acquireLock } from '../../src/git/lock.ts'
import { writeLedger } from '../../src/git/write-ledger.ts'
import { configFor, policyFiles } from '../support/builders/project-files.ts'
import { spec } from '../support/builders/specs.ts'
import { git, repositoryWith } from '../support/git/git.ts'
import { placeIn, writing } from '../support/git/ledger.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { projectWith } from '../support/project/project.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { writeFiles } from '../support/suite/folder.ts'

const isMoveDocument = documentSchema('move-ledger')
const A = spec('allow GET https://a.io/*')
const B = spec('allow GET https://b.io/*')
const MOVE = ['move-ledger', '--from', 'production', '--format', 'json']

/** Applied as `production`; its ledger has a and b, the files have a alone by now. */
async function applied() {
  const project = await projectWith({ files: { a: A, b: B } })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  project.edit({ b: null })
  const { root, server } = project
  const run = (folder: string, target: string, ...args: readonly string[]) =>
    runInProcess([...args, '--target', target], { cwd: folder, env: { RUNAGENTS_API_KEY: 'key' } })
  const refs = (): string => git(root, 'ls-remote', 'origin', 'refs/policyctl/*').replace(/^\S+\s/gm, '')
  const commit = (): string => git(root, 'commit', '-qam', 'Move')
  return { ...project, run, refs, commit, endpoint: `${server.url}/api/v1` }
}

/** What was moved plans as before: b, whose file is gone, is a delete of a policy that was applied. */
async function goesOn(folder: string, target: string, run: Awaited<ReturnType<typeof applied>>['run']) {
  const plan = JSON.parse((await run(folder, target, 'plan', '--format', 'json')).stdout)
  expect(plan.steps).toMatchObject([{ action: 'delete', policy: 'b', origin: 'repository' }])
}

describe('move-ledger: the ledger goes on where', () => {
  test('the target is called otherwise', async () => {
    const project = await applied()
    writeFiles(project.root, { 'policyctl.yaml': configFor({ prod: project.endpoint }) })
    const { status, stdout } = await project.run(project.root, 'prod', ...MOVE)
    const document = JSON.parse(stdout)
    isMoveDocument(document)
    expect(isMoveDocument.errors).toBeNull()
    expect([status, document.from.name, document.to.name, document.policies]).toEqual([
      0,
      'production',
      'prod',
      2,
    ])
    expect(project.refs()).toBe('refs/policyctl/ledger/prod')
    expect(git(project.root, 'rev-list', '--count', document.ledger)).toBe('2')
    await goesOn(project.root, 'prod', project.run)
  })

  test('without --from, the ledgers that could be meant are named', async () => {
    const project = await applied()
    const { status, stderr } = await project.run(project.root, 'production', 'move-ledger')
    expect([status, stderr]).toEqual([4, expect.stringContaining('hint: known ledgers: production')])
  })

  test('the URL changed', async () => {
    const project = await applied()
    writeFiles(project.root, { 'policyctl.yaml': configFor({ production: 'https://new.example/api/v1' }) })
    expect((await project.run(project.root, 'production', 'drift')).status).toBe(3)
    expect((await project.run(project.root, 'production', ...MOVE)).status).toBe(0)
    const place = await placeIn(project.root, { endpoint: 'https://new.example/api/v1' })
    expect([...((await readLedger(place))?.policies.keys() ?? [])]).toEqual(['a', 'b'])
  })

  test('the workspace of the classic API is called otherwise', async () => {
    const project = await projectWith({ files: { a: A, b: B } })
    const config = (namespace: string): string =>
      `version: 1\ntargets: { production: { endpoint: "${project.server.url}/api", namespace: ${namespace} } }\n`
    writeFiles(project.root, { 'policyctl.yaml': config('prod') })
    expect((await project.run('apply', '--yes')).status).toBe(0)
    writeFiles(project.root, { 'policyctl.yaml': config('prod-eu') })
    const refused = await project.run('apply', '--yes')
    expect([refused.status, refused.stderr]).toEqual([3, expect.stringContaining('error ledger-mismatch')])
    const { status, stdout } = await project.run(...MOVE)
    const document = JSON.parse(stdout)
    expect([status, document.from.namespace, document.to.namespace]).toEqual([0, 'prod', 'prod-eu'])
    expect(Object.keys(await project.live())).toEqual(['prod/a', 'prod/b'])
    const place = await placeIn(project.root, { endpoint: `${project.server.url}/api`, namespace: 'prod-eu' })
    expect([...((await readLedger(place))?.policies.keys() ?? [])]).toEqual(['a', 'b'])
  })

  test('the project moved to another folder', async () => {
    const project = await applied()
    mkdirSync(join(project.root, 'access'))
    for (const path of ['policyctl.yaml', 'policies']) git(project.root, 'mv', path, `access/${path}`)
    const folder = join(project.root, 'access')
    expect((await project.run(folder, 'production', 'plan')).stderr).toContain(
      'policyctl move-ledger --from production --target production',
    )
    const early = await project.run(folder, 'production', ...MOVE)
    expect([early.status, early.stdout]).toEqual([3, expect.stringContaining("'production' is in use")])
    project.commit()
    expect((await project.run(folder, 'production', ...MOVE)).status).toBe(0)
    await goesOn(folder, 'production', project.run)
    const back = await project.run(folder, 'production', 'rollback', '--yes')
    expect(back.stderr).toContain('there is no earlier one')
  })

  test('a desk had a second ledger of the same workspace: they become one, both histories kept', async () => {
    const project = await applied()
    const desk = await placeIn(project.root, { endpoint: project.endpoint, target: 'default' })
    await writeLedger(desk, writing({ b: A, c: B }, { at: new Date('2020-01-01') }))
    expect((await project.run(project.root, 'production', 'plan')).stderr).toContain(
      'policyctl move-ledger --from default --target production',
    )
    const { stdout } = await project.run(project.root, 'production', 'move-ledger', '--from', 'default')
    expect(stdout).toMatch(
      /^ {2}has {2}3 policies, at .*; it took in the ledger default, .*; both histories go on$/m,
    )
    expect(project.refs()).toBe('refs/policyctl/ledger/production')
    const ledger = git(project.root, 'rev-parse', 'refs/policyctl/ledger/production')
    expect(git(project.root, 'rev-list', '--count', ledger)).toBe('3')
    const place = await placeIn(project.root, { endpoint: project.endpoint })
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
    const project = await applied()
    const result = await project.run(project.root, 'production', 'move-ledger', '--from', 'staging')
    expect([result.status, result.stderr]).toEqual([
      4,
      expect.stringContaining("there is no ledger 'staging'"),
    ])
    expect(result.stderr).toContain('known ledgers: production')
  })

  test('one that the config still uses: 3', async () => {
    const project = await applied()
    writeFiles(project.root, {
      'policyctl.yaml': configFor({ production: project.endpoint, other: 'https://new.example/api/v1' }),
    })
    const result = await project.run(project.root, 'other', ...MOVE)
    expect([result.status, result.stdout]).toEqual([3, expect.stringContaining("'production' is in use")])
  })

  test('that of the practice workspace, which needs no entry in the config: 3', async () => {
    const root = repositoryWith({
      'policyctl.yaml': 'version: 1\ntargets: { b: { embedded: .policyctl/b.json } }\n',
      ...policyFiles({ x: A }),
      '.gitignore': '.policyctl\n',
    })
    const run = (...args: readonly string[]) => runInProcess(args, { cwd: root })
    expect(await run('apply', '--yes', '--target', 'local')).toMatchObject({ status: 0 })
    const { status, stderr } = await run('move-ledger', '--from', 'local', '--target', 'b')
    expect([status, stderr]).toEqual([
      3,
      expect.stringContaining("ledger 'local' belongs to the practice workspace"),
    ])
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
    const project = await applied()
    await writeLedger(
      await placeIn(project.root, { endpoint: 'https://x.example/api', target: 'prod' }),
      writing({ x: A }),
    )
    writeFiles(project.root, { 'policyctl.yaml': configFor({ prod: project.endpoint }) })
    const result = await project.run(project.root, 'prod', ...MOVE)
    expect([result.status, result.stdout]).toEqual([
      3,
      expect.stringContaining('belongs to https://x.example/api'),
    ])
  })

  test('while an apply holds its lock: 3', async () => {
    const project = await applied()
    const place = await placeIn(project.root, { endpoint: project.endpoint })
    await acquireLock(place, { intent: new Map(), nonce: 'x', wait: 0 })
    writeFiles(project.root, { 'policyctl.yaml': configFor({ prod: project.endpoint }) })
    expect((await project.run(project.root, 'prod', ...MOVE)).stdout).toContain('"locked"')
  })

  test('without --from: 4', async () => {
    const project = await applied()
    expect((await project.run(project.root, 'production', 'move-ledger')).status).toBe(4)
  })
})

test('move-ledger where nothing changed: 0, and no commit', async () => {
  const project = await applied()
  const before = git(project.root, 'ls-remote', 'origin', 'refs/policyctl/*')
  expect((await project.run(project.root, 'production', ...MOVE)).status).toBe(0)
  expect(git(project.root, 'ls-remote', 'origin', 'refs/policyctl/*')).toBe(before)
})

test('tags of the name before the move still guard its end, and those of a ledger that has the name by now do not', async () => {
  const { root, run, endpoint, commit, server } = await applied()
  const tagged = (tag: string, ledger: string): void => {
    git(root, 'fetch', '-q', 'origin', '+refs/policyctl/*:refs/policyctl/*')
    git(root, 'tag', tag, `refs/policyctl/ledger/${ledger}`)
    git(root, 'push', '-q', 'origin', tag)
  }
  const verify = async (): Promise<unknown> => {
    const { status, stdout } = await run(root, 'prod', 'verify', '--require', 'anchor', '--format', 'json')
    const [newest] = JSON.parse(stdout).applies.toReversed()
    return { status, broken: newest.broken }
  }
  expect((await run(root, 'production', 'apply', '--yes')).status).toBe(0)
  tagged('policyctl/production/Q2', 'production')
  const targets = { prod: endpoint, production: `${server.url}/api` }
  writeFiles(root, { 'policyctl.yaml': configFor(targets) })
  commit()
  expect((await run(root, 'prod', ...MOVE)).status).toBe(0)
  expect(await verify()).toEqual({ status: 0, broken: [] })

  expect((await run(root, 'production', 'apply', '--yes')).status).toBe(0)
  tagged('policyctl/production/Q3', 'production')
  expect(await verify()).toEqual({ status: 0, broken: [] })

  const [first = ''] = git(root, 'rev-list', '--reverse', 'refs/policyctl/ledger/prod').split('\n')
  git(root, 'push', '-qf', 'origin', `${first}:refs/policyctl/ledger/prod`)
  const message = expect.stringMatching(/^refs\/tags\/policyctl\/production\/Q2 names /)
  expect(await verify()).toMatchObject({ status: 1, broken: [{ what: 'anchor', message }, {}] })
})
