/** One workspace under several names and spellings: one ledger, one lock, one `behind`. */
import { describe, expect, test } from 'vitest'
import { acquireLock } from '../../src/git/lock.ts'
import { configFor, policyFiles } from '../support/builders/project-files.ts'
import { spec } from '../support/builders/specs.ts'
import { commitFiles, git } from '../support/git/git.ts'
import { placeIn } from '../support/git/ledger.ts'
import { projectWith } from '../support/project/project.ts'
import { writeFiles } from '../support/suite/folder.ts'

const A = spec('allow GET https://a.io/*')
const WIDE = spec('allow GET,POST https://a.io/*')
const B = spec('allow GET https://b.io/*')
const APPLY = ['apply', '--yes']

/** Applied by CI as `production`; a desk reaches it by its environment, as `default`. */
async function twoNames() {
  const project = await projectWith({ files: { a: A, b: B } })
  const { root } = project
  expect((await project.runIn(root, APPLY)).status).toBe(0)
  const env = { RUNAGENTS_ENDPOINT: project.endpoint.replace('127.0.0.1', 'localhost') }
  const desk = (folder: string, args: readonly string[]) => project.runIn(folder, args, { env, target: null })
  const refs = (): string => git(root, 'ls-remote', 'origin', 'refs/policyctl/*').replace(/^\S+\s/gm, '')
  return { project, root, desk, refs }
}

describe('a desk that reaches the workspace of CI under another name and spelling', () => {
  test('goes on with its ledger, and says so: a file that is gone is a delete', async () => {
    const { project, root, desk, refs } = await twoNames()
    git(root, 'rm', '-q', 'policies/b.json')
    git(root, 'commit', '-qm', 'Remove b')
    const result = await desk(root, APPLY)
    expect([result.status, result.stderr]).toEqual([
      0,
      expect.stringContaining(
        "the ledger of this workspace is refs/policyctl/ledger/production: target 'default' goes on with it\n",
      ),
    ])
    expect(await project.live()).toEqual({ a: A })
    expect(refs()).toBe('refs/policyctl/ledger/production')
  })

  test('is behind where CI applied a newer commit', async () => {
    const { project, root, desk } = await twoNames()
    const old = project.remote.clone()
    commitFiles(root, policyFiles({ a: WIDE }))
    git(root, 'push', '-q')
    expect((await project.runIn(root, APPLY)).status).toBe(0)
    const result = await desk(old, ['plan'])
    expect([result.status, result.stdout]).toEqual([3, expect.stringContaining('behind')])
  })

  test('does not overwrite a lockdown by hand', async () => {
    const { project, root, desk } = await twoNames()
    await project.put('a', spec('deny https://a.io/*'))
    const result = await desk(root, APPLY)
    expect([result.status, result.stdout]).toEqual([3, expect.stringContaining('--overwrite-live=a')])
  })

  test('waits for its lock, and breaks it with unlock', async () => {
    const { project, root, desk, refs } = await twoNames()
    const place = await placeIn(root, { endpoint: project.endpoint })
    await acquireLock(place, { intent: new Map([['a', [A, WIDE]]]), nonce: 'n', wait: 0 })
    const refused = await desk(root, APPLY)
    expect([refused.status, refused.stderr]).toEqual([3, expect.stringContaining('error locked: ')])
    expect((await desk(root, ['unlock', '--yes'])).status).toBe(0)
    expect(refs()).toBe('refs/policyctl/ledger/production')
  })

  test('a run that takes the first lock under another name sees the other one', async () => {
    const project = await projectWith({ files: { a: A } })
    const { root } = project
    const place = await placeIn(root, { endpoint: project.endpoint, target: 'default' })
    await acquireLock(place, { intent: new Map([['a', [null, A]]]), nonce: 'n', wait: 0 })
    const refused = await project.runIn(root, APPLY)
    expect([refused.status, refused.stderr]).toEqual([
      3,
      expect.stringContaining("holds the lock of 'default'"),
    ])
    expect(git(root, 'ls-remote', 'origin', 'refs/policyctl/lock/production')).toBe('')
    expect(await project.live()).toEqual({})
  })
})

test('two ledgers of one workspace and project: refused, both named', async () => {
  const { project, root, desk } = await twoNames()
  git(root, 'push', '-q', 'origin', 'refs/policyctl/ledger/production:refs/policyctl/ledger/default')
  for (const result of [await project.runIn(root, APPLY), await desk(root, ['drift'])])
    expect([result.status, result.stderr]).toEqual([
      3,
      expect.stringContaining("the ledgers 'default' and 'production' both belong to this workspace"),
    ])
})

test('another target on another workspace is another ledger', async () => {
  const project = await projectWith({ files: { a: A } })
  const other = await projectWith({})
  const { root } = project
  writeFiles(root, {
    'policyctl.yaml': configFor({ production: project.endpoint, staging: other.endpoint }),
  })
  expect((await project.runIn(root, APPLY)).status).toBe(0)
  expect((await project.runIn(root, APPLY, { target: 'staging' })).status).toBe(0)
  expect(await other.live()).toEqual({ a: A })
  expect(git(root, 'ls-remote', 'origin', 'refs/policyctl/*').split('\n')).toHaveLength(2)
})
