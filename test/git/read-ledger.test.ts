import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readLedger } from '../../src/git/ledger.ts'
import { lookAtLedgers } from '../../src/git/ledger-look.ts'
import { readLock } from '../../src/git/lock.ts'
import { writeLedger } from '../../src/git/write-ledger.ts'
import { EMPTY_LEDGER } from '../../src/policy/ledger-snapshot.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { git, remoteWith, repositoryWith } from '../support/git/git.ts'
import { allow, ENDPOINT, placeIn, REF, writing } from '../support/git/ledger.ts'

function names(map: ReadonlyMap<string, unknown> | undefined): readonly string[] {
  return map === undefined ? ['no ledger'] : [...map.keys()]
}

const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`

function policyWith(rule: string, route = ''): string {
  return `{"name":"a","spec":{"policies":[${rule}],"approvals":[${route}]}}`
}

describe('readLedger', () => {
  test('nothing was applied yet: null', async () => {
    expect(await readLedger(await placeIn(remoteWith().clone()))).toBeNull()
  })

  test('what was written, in another clone that fetched nothing', async () => {
    const remote = remoteWith()
    const root = remote.clone()
    const commit = git(root, 'rev-parse', 'HEAD')
    const revision = await writeLedger(
      await placeIn(root),
      writing(
        { a: allow('https://a.io/*') },
        { commit, pending: new Map([['b', [null, allow('https://b.io/*')]]]) },
      ),
    )
    expect(await readLedger(await placeIn(remote.clone('--depth=1')))).toEqual({
      ...EMPTY_LEDGER,
      revision,
      format: 2,
      endpoint: ENDPOINT,
      namespace: null,
      folder: '',
      commit,
      deed: 'apply',
      files: { areApplied: true, isCommitOfFiles: true, isUncommitted: false },
      appliedAt: '2026-11-22T12:00:00.000Z',
      policies: new Map([['a', allow('https://a.io/*')]]),
      pending: new Map([['b', [null, allow('https://b.io/*')]]]),
      shown: new Map(),
    })
  })

  test('the remote is the truth: a local ref that it lacks counts for nothing', async () => {
    const remote = remoteWith()
    const root = remote.clone()
    await writeLedger(await placeIn(root), writing({ a: allow('*') }))
    git(root, 'push', '-q', 'origin', `:${REF}`)
    expect(git(root, 'rev-parse', REF)).toMatch(/^[0-9a-f]{40}$/)
    expect(await readLedger(await placeIn(root))).toBeNull()
  })

  test('an unreachable remote: remote-unreachable, and no password of its URL is shown', async () => {
    const root = remoteWith().clone()
    git(root, 'remote', 'set-url', 'origin', 'http://user:hunter2@127.0.0.1:1/x.git')
    const failure = readLedger(await placeIn(root))
    await expect(failure).rejects.toMatchObject({ code: 'remote-unreachable', exitStatus: 4 })
    await expect(failure).rejects.not.toThrow('hunter2')
  })

  test('no remote: the ledger of this repository, shared with its worktrees', async () => {
    const root = repositoryWith({ 'a.txt': 'a' })
    await writeLedger(await placeIn(root, { remote: null }), writing({ a: allow('*') }))
    const other = join(root, '../', `${root.split('/').at(-1)}-wt`)
    git(root, 'worktree', 'add', '-q', '--detach', other)
    expect(names((await readLedger(await placeIn(other, { remote: null })))?.policies)).toEqual(['a'])
    git(root, 'worktree', 'remove', other)
  })

  test.each([
    ['empty', ''],
    ['of zeros', '\0'.repeat(41)],
    ['of something else', 'x\n'],
  ])(
    'no remote, and a file of the ref that is %s: never taken for no ledger; the hint mends it',
    async (_how, text) => {
      const root = repositoryWith({ 'a.txt': 'a' })
      const place = await placeIn(root, { remote: null })
      const revision = await writeLedger(place, writing({ a: allow('*') }))
      writeFileSync(join(root, '.git', REF), text)
      const refused = { code: 'ledger-unreadable', exitStatus: 4, message: expect.stringContaining(REF) }
      await expect(readLedger(place)).rejects.toMatchObject(refused)
      await expect(lookAtLedgers(place)).rejects.toMatchObject(refused)
      rmSync(join(root, '.git', REF))
      expect(git(root, 'fsck', '--unreachable')).toContain(`unreachable commit ${revision}`)
      git(root, 'update-ref', REF, revision ?? '')
      expect((await readLedger(place))?.revision).toBe(revision)
    },
  )

  test('a torn file of the ref on the remote: told, and a copy of it mends it', async () => {
    const { clone, url } = remoteWith()
    const place = await placeIn(clone())
    const revision = await writeLedger(place, writing({ a: allow('*') }))
    const file = join(new URL(url).pathname, REF)
    writeFileSync(file, '')
    const refused = {
      code: 'ledger-unreadable',
      message: expect.stringContaining(`has '${REF}', but finds no commit`),
    }
    await expect(lookAtLedgers(place)).rejects.toMatchObject(refused)
    await expect(lookAtLedgers(await placeIn(clone()))).rejects.toMatchObject(refused)
    rmSync(file)
    git(place.repository.workTree, 'push', '-q', 'origin', REF)
    expect((await readLedger(place))?.revision).toBe(revision)
  })

  test('a tag that is called like the ref is no ledger, and no lock', async () => {
    const root = repositoryWith({ 'a.txt': 'a' })
    const place = await placeIn(root, { remote: null })
    await writeLedger(place, writing({ a: allow('*') }))
    for (const ref of [REF, REF.replace('ledger', 'lock')]) git(root, 'tag', ref, REF)
    git(root, 'update-ref', '-d', REF)
    expect(await readLedger(place)).toBeNull()
    expect(await readLock(place)).toBeNull()
    await writeLedger(place, writing({ b: allow('*') }))
    expect(names((await readLedger(place))?.policies)).toEqual(['b'])
  })

  test('another base URL: refused', async () => {
    const root = remoteWith().clone()
    await writeLedger(await placeIn(root), writing({ a: allow('*') }))
    const moved = await placeIn(root, { endpoint: 'https://other.runagents.io/api/v1' })
    await expect(readLedger(moved)).rejects.toMatchObject({ code: 'ledger-mismatch', exitStatus: 3 })
  })

  test('another project folder of the same repository: refused', async () => {
    const root = remoteWith({ 'one/x': '1', 'two/x': '2' }).clone()
    await writeLedger(await placeIn(join(root, 'one')), writing({ a: allow('*') }))
    await expect(readLedger(await placeIn(join(root, 'two')))).rejects.toMatchObject({
      code: 'ledger-mismatch',
    })
    expect(names((await readLedger(await placeIn(join(root, 'one'))))?.policies)).toEqual(['a'])
  })

  test.each([
    ['a commit of something else', 'HEAD'],
    ['a tree with other files', 'tree'],
  ])('%s: ledger-unreadable', async (_what, kind) => {
    const root = repositoryWith({ 'x.txt': 'x' })
    const place = await placeIn(root, { remote: null })
    const commit = await writeLedger(place, writing({ a: allow('*') }))
    const message = git(root, 'log', '-1', '--format=%B', commit ?? '')
    const bad = git(root, 'commit-tree', '-m', message, 'HEAD^{tree}')
    git(root, 'update-ref', REF, kind === 'tree' ? bad : 'HEAD')
    await expect(readLedger(place)).rejects.toMatchObject({ code: 'ledger-unreadable' })
  })

  test.each([
    ['no JSON', 'policies', 'nonsense'],
    ['no policy', 'policies', '{"name":"a"}'],
    ['rules that are no list', 'policies', '{"name":"a","spec":{"policies":"x"}}'],
    ['a rule that is not an object', 'policies', '{"name":"a","spec":{"policies":[null]}}'],
    ['routes that are no list', 'policies', '{"name":"a","spec":{"policies":[],"approvals":{}}}'],
    ['pending specs that are none', 'pending', '{"name":"a","specs":[1]}'],
    ['no pending specs', 'pending', '{"name":"a"}'],
    ['an unknown permission', 'policies', policyWith('{"permission":"maybe"}')],
    ['a permission that is not a text', 'policies', policyWith('{"permission":5,"operations":"GET"}')],
    ['operations that are no list', 'policies', policyWith('{"permission":"deny","operations":"GET"}')],
    ['a tag that is not a text', 'policies', policyWith('{"permission":"deny","tags":[{}]}')],
    ['a route that is none', 'policies', policyWith('', '7')],
    ['tools that are no texts', 'policies', policyWith('', '{"toolIds":[7]}')],
    ['approvers that are none', 'policies', policyWith('', '{"approvers":["g"]}')],
    ['an unknown match', 'policies', policyWith('', '{"approvers":{"match":"two"}}')],
    ['a delivery that is none', 'policies', policyWith('', '{"delivery":{"fallbackToUI":"yes"}}')],
    ['endless nesting', 'policies', policyWith(`{"permission":"deny","x":${deep}}`)],
    ['endless nesting outside of the spec', 'policies', `{"spec":${deep}}`],
    ['a prototype', 'policies', policyWith('{"permission":"deny","__proto__":{"x":1}}')],
    ['a pending spec with a wrong rule', 'pending', '{"specs":[null,{"policies":[{"permission":"x"}]}]}'],
    ['pending endless nesting', 'pending', `{"specs":[{"policies":[{"permission":"deny","x":${deep}}]}]}`],
    ['a reserved name', 'policies', policyWith('{"permission":"deny"}'), 'translate'],
  ])('a file with %s: ledger-unreadable, which names it', async (_what, folder, text, name = 'a') => {
    const root = repositoryWith({ [`${folder}/${name}.json`]: text })
    const place = await placeIn(root, { remote: null })
    const commit = await writeLedger(place, writing({ a: allow('*') }))
    const message = git(root, 'log', '-1', '--format=%B', commit ?? '')
    git(root, 'update-ref', REF, git(root, 'commit-tree', '-m', message, 'HEAD^{tree}'))
    const failure = readLedger(place)
    await expect(failure).rejects.toMatchObject({ code: 'ledger-unreadable' })
    await expect(failure).rejects.toThrow(`${folder}/${name}.json`)
  })

  test('a trailer twice: ledger-unreadable, whichever it is', async () => {
    const root = repositoryWith({ 'x.txt': 'x' })
    const place = await placeIn(root, { remote: null })
    const commit = await writeLedger(place, writing({ a: allow('*') }))
    const message = git(root, 'log', '-1', '--format=%B', commit ?? '').trimEnd()
    const lines = message.split('\n').filter((line) => line.startsWith('Policyctl-'))
    expect(lines.length).toBeGreaterThan(15)
    for (const line of lines) {
      git(root, 'update-ref', REF, git(root, 'commit-tree', '-m', `${message}\n${line}`, `${commit}^{tree}`))
      await expect(readLedger(place), line).rejects.toMatchObject({ code: 'ledger-unreadable' })
    }
  })

  test('fields of a server that policyctl does not know are kept', async () => {
    const place = await placeIn(repositoryWith({ 'x.txt': 'x' }), { remote: null })
    const odd = { policies: [{ permission: 'deny', id: 7 }], approvals: [{ x: null }], y: [[1]] }
    await writeLedger(place, writing({ a: odd as unknown as Spec }))
    expect((await readLedger(place))?.policies.get('a')).toEqual(odd)
  })
})
