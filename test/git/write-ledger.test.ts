import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { readLedger, readRevisionOfLedger } from '../../src/git/ledger.ts'
import { refsOf } from '../../src/git/refs-of.ts'
import { writeLedger } from '../../src/git/write-ledger.ts'
import { commitFiles, footprint, git, remoteWith, repositoryWith } from '../support/git/git.ts'
import { allow, ENDPOINT, placeIn, REF, writing } from '../support/git/ledger.ts'
import { folderWith } from '../support/suite/folder.ts'

function names(map: ReadonlyMap<string, unknown> | undefined): readonly string[] {
  return map === undefined ? ['no ledger'] : [...map.keys()]
}

describe('writeLedger', () => {
  test('history reads as an audit trail', async () => {
    const root = remoteWith().clone()
    const env = {
      GITHUB_ACTOR: 'ada',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'a/b',
      GITHUB_RUN_ID: '7',
    }
    await writeLedger(
      await placeIn(root, { env }),
      writing({ a: allow('https://ä.io/*') }, { commit: 'c0ffee' }),
    )
    expect(git(root, 'log', '-1', '--format=%an <%ae>%n%B', REF)).toBe(
      [
        'policyctl <noreply@policyctl.invalid>',
        'Apply to production',
        '',
        'created: a',
        '',
        'Policyctl-Format: 2',
        'Policyctl-Deed: apply',
        'Policyctl-Target: production',
        `Policyctl-Endpoint: ${ENDPOINT}`,
        'Policyctl-Namespace: none',
        'Policyctl-Folder: .',
        'Policyctl-Commit: c0ffee',
        'Policyctl-Uncommitted: none',
        'Policyctl-Config: none',
        'Policyctl-Applied-At: 2026-11-22T12:00:00.000Z',
        'Policyctl-Plan: sha256:00',
        'Policyctl-Overrides: none',
        'Policyctl-Reason: none',
        'Policyctl-Actor: ada',
        'Policyctl-Run: https://github.com/a/b/actions/runs/7',
        'Policyctl-Lock: none',
        'Policyctl-Counts: created=1',
        'Policyctl-Tool: policyctl 0.0.0-test',
        '',
      ].join('\n'),
    )
    expect(git(root, 'show', `${REF}:policies/a.json`)).toBe(
      JSON.stringify({ name: 'a', spec: allow('https://ä.io/*') }, null, 2),
    )
    expect(git(root, 'interpret-trailers', '--parse', '/dev/null')).toBe('')
    expect(git(root, 'log', '-1', '--format=%(trailers:key=Policyctl-Actor,valueonly)', REF).trim()).toBe(
      'ada',
    )
  })

  test('the identity that git was given is used', async () => {
    const root = remoteWith().clone()
    git(root, 'config', 'user.name', 'Grace')
    git(root, 'config', 'user.email', 'grace@example.com')
    await writeLedger(await placeIn(root), writing({ a: allow('*') }))
    expect(git(root, 'log', '-1', '--format=%an <%ae>', REF)).toBe('Grace <grace@example.com>')
  })

  test('objects are sound', async () => {
    const root = remoteWith().clone()
    await writeLedger(await placeIn(root), writing({ a: allow('*'), 'a.b': allow('b'), 'a-b': allow('c') }))
    expect(execFileSync('git', ['fsck', '--strict', '--no-dangling'], { cwd: root, encoding: 'utf8' })).toBe(
      '',
    )
  })

  test('a repository that hashes with SHA-256', async () => {
    const root = folderWith()
    git(root, 'init', '-q', '--object-format=sha256')
    const place = await placeIn(root, { remote: null })
    const revision = await writeLedger(place, writing({ a: allow('ä') }))
    expect(revision).toHaveLength(64)
    expect((await readLedger(place))?.policies).toEqual(new Map([['a', allow('ä')]]))
  })

  test('nothing new: no commit; written but equal: a commit', async () => {
    const place = await placeIn(remoteWith().clone())
    const first = await writeLedger(place, writing({ a: allow('*') }))
    const base = await readLedger(place)
    expect(await writeLedger(place, writing({ a: allow('*') }, { base, hasWritten: false }))).toBe(first)
    expect(await writeLedger(place, writing({ a: allow('*') }, { base, hasWritten: true }))).not.toBe(first)
  })

  test('nothing at all and no ledger: none is started', async () => {
    const place = await placeIn(remoteWith().clone())
    expect(await writeLedger(place, writing({}, { hasWritten: false }))).toBeNull()
  })

  test('what is not settled keeps its entry; what is gone leaves; history goes on', async () => {
    const place = await placeIn(remoteWith().clone())
    const first = await writeLedger(place, writing({ a: allow('1'), b: allow('1'), c: allow('1') }))
    const base = await readLedger(place)
    await writeLedger(place, writing({ a: allow('2'), c: null }, { base }))
    const now = await readLedger(place)
    expect(now?.policies).toEqual(
      new Map([
        ['a', allow('2')],
        ['b', allow('1')],
      ]),
    )
    const before = await readRevisionOfLedger(place, first ?? '')
    expect(before.policies).toEqual(
      new Map([
        ['a', allow('1')],
        ['b', allow('1')],
        ['c', allow('1')],
      ]),
    )
  })

  test('a lost race: both sides are in the ledger', async () => {
    const remote = remoteWith()
    const [one, two] = [await placeIn(remote.clone()), await placeIn(remote.clone())]
    await writeLedger(one, writing({ a: allow('1'), b: allow('1'), x: allow('1') }))
    const [baseOfOne, baseOfTwo] = [await readLedger(one), await readLedger(two)]
    await writeLedger(one, writing({ a: allow('2'), b: allow('1'), x: allow('2') }, { base: baseOfOne }))
    await writeLedger(
      two,
      writing({ a: allow('1'), b: allow('2'), x: allow('3'), c: allow('1') }, { base: baseOfTwo }),
    )
    const merged = await readLedger(one)
    expect(merged?.policies).toEqual(
      new Map([
        ['a', allow('2')],
        ['b', allow('2')],
        ['c', allow('1')],
        ['x', allow('3')],
      ]),
    )
    expect(merged?.pending).toEqual(new Map([['x', [allow('2')]]]))
    expect(git(two.repository.workTree, 'rev-list', '--count', REF)).toBe('3')
  })

  test('a ledger that vanished: all that is settled is in the new one, what is gone is not', async () => {
    const root = remoteWith().clone()
    const place = await placeIn(root)
    await writeLedger(place, writing({ a: allow('1'), b: allow('1'), c: allow('1') }))
    const base = await readLedger(place)
    git(root, 'push', '-q', 'origin', `:${REF}`)
    await writeLedger(place, writing({ a: allow('2'), b: allow('1'), c: null }, { base }))
    expect((await readLedger(place))?.policies).toEqual(
      new Map([
        ['a', allow('2')],
        ['b', allow('1')],
      ]),
    )
  })

  test('a lost race: the newer commit of the files stays', async () => {
    const remote = remoteWith()
    const root = remote.clone()
    const older = git(root, 'rev-parse', 'HEAD')
    const newer = commitFiles(root, { 'n.txt': 'n' })
    git(root, 'push', '-q')
    const place = await placeIn(root)
    await writeLedger(place, writing({ a: allow('1') }, { commit: newer }))
    await writeLedger(place, writing({ b: allow('1') }, { commit: older }))
    expect((await readLedger(place))?.commit).toBe(newer)
  })

  test('a remote that takes no such ref: remote-refused with its words', async () => {
    const remote = remoteWith()
    const bare = remote.url.replace('file://', '')
    execFileSync(
      'sh',
      [
        '-c',
        'printf "#!/bin/sh\\necho no such refs here >&2\\nexit 1\\n" > hooks/pre-receive && chmod +x hooks/pre-receive',
      ],
      { cwd: bare },
    )
    const failure = writeLedger(await placeIn(remote.clone()), writing({ a: allow('*') }))
    await expect(failure).rejects.toMatchObject({ code: 'remote-refused', exitStatus: 4 })
    await expect(failure).rejects.toThrow('no such refs here')
  })

  test('hooks of the clone never run', async () => {
    const root = remoteWith().clone()
    for (const hook of ['pre-push', 'reference-transaction', 'post-update', 'pre-commit', 'commit-msg']) {
      execFileSync(
        'sh',
        ['-c', `printf "#!/bin/sh\\nexit 1\\n" > .git/hooks/${hook} && chmod +x .git/hooks/${hook}`],
        { cwd: root },
      )
    }
    const revision = await writeLedger(await placeIn(root), writing({ a: allow('*') }))
    expect((await readLedger(await placeIn(root)))?.revision).toBe(revision)
  })

  test('working tree, index, HEAD, branches and config stay byte for byte', async () => {
    const root = remoteWith({ 'p/a.yaml': 'x' }).clone()
    commitFiles(root, { 'local.txt': 'not pushed' })
    execFileSync(
      'sh',
      ['-c', 'echo changed >> README.md; echo new > new.txt; git add new.txt; touch p/a.yaml'],
      { cwd: root },
    )
    const before = footprint(root)
    const place = await placeIn(root)
    await writeLedger(place, writing({ a: allow('*') }))
    await writeLedger(place, writing({ a: allow('2') }, { base: await readLedger(place) }))
    expect(footprint(root)).toBe(before)
  })

  test('two writers of one repository without a remote: both are kept', async () => {
    const root = repositoryWith({ 'a.txt': 'a' })
    const place = await placeIn(root, { remote: null })
    await Promise.all([
      writeLedger(place, writing({ a: allow('1') })),
      writeLedger(place, writing({ b: allow('1') })),
      writeLedger(place, writing({ c: allow('1') })),
    ])
    expect(names((await readLedger(place))?.policies)).toEqual(['a', 'b', 'c'])
  })

  test('a ref that always moves: given up with an error', async () => {
    const root = repositoryWith({ 'a.txt': 'a' })
    const place = await placeIn(root, { remote: null })
    await writeLedger(place, writing({ a: allow('1') }))
    const stale = await readLedger(place)
    const move = { ref: REF, from: null, to: stale?.revision ?? '' }
    expect(await refsOf(place).swap([move], place.waiting.stop)).toBe('lost')
  })
})
