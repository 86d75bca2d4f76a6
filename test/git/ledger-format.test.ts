import { describe, expect, test } from 'vitest'
import { readLedger, readRevisionOfLedger } from '../../src/git/ledger.ts'
import { FORMAT_FILE } from '../../src/git/ledger-file.ts'
import { draftLedgerTree } from '../../src/git/ledger-tree.ts'
import { writeLedger } from '../../src/git/write-ledger.ts'
import { writeObjects } from '../../src/git/write-objects.ts'
import { EMPTY_LEDGER, type LedgerContents } from '../../src/policy/ledger-snapshot.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { git, repositoryWith } from '../support/git/git.ts'
import { allow, ENDPOINT, formatOne, placeIn, REF, writing } from '../support/git/ledger.ts'

const A = allow('https://a.io/*')
const B = allow('https://b.io/*')
const FILLED: LedgerContents = {
  policies: new Map([['a', A]]),
  pending: new Map([['b', [null, B]]]),
  shown: new Map([['a', { spec: { ...A, generation: 4 } as Spec, isAnswer: true }]]),
  bindings: new Map([['default/bot', ['a', 'b']]]),
  config: 'version: 1\n# reviewed\n',
  review: { pullRequests: [12], approvals: [{ by: 'ada', commit: 'c0ffee', at: '2026-11-22T12:00:00Z' }] },
  evidence: null,
}

/** The least of a statement that a reader of the ledger compares with its commit. */
function statement(tree: string, message: string): string {
  const payload = Buffer.from(JSON.stringify({ predicate: { tree, message, before: null } })).toString(
    'base64',
  )
  return `${JSON.stringify({ payloadType: 'application/vnd.in-toto+json', payload, signatures: [] })}\n`
}

/** The filled ledger with its statement. */
async function filledTree(root: string, message: string) {
  const { repository } = await placeIn(root)
  const { tree } = await draftLedgerTree(repository.git, FILLED, null)
  const contents = { ...FILLED, evidence: statement(tree, message) }
  return { contents, oid: await treeWith(root, contents) }
}

async function treeWith(root: string, contents: LedgerContents): Promise<string> {
  const { repository } = await placeIn(root)
  const draft = await draftLedgerTree(repository.git, contents, null)
  const { oid, objects } = draft.drafted(contents.evidence ?? null)
  await writeObjects(repository.git, objects)
  return oid
}

/** A ledger whose tree is this one, with the message of a real one. */
async function ledgerWith(
  treeOf: (root: string, message: string) => Promise<string> | string,
  message?: string,
) {
  const root = repositoryWith({ 'x.txt': 'x' })
  const place = await placeIn(root, { remote: null })
  await writeLedger(place, writing({ a: A }))
  const body = message ?? git(root, 'log', '-1', '--format=%B', REF)
  git(root, 'update-ref', REF, git(root, 'commit-tree', '-m', body, await treeOf(root, body)))
  return { root, place }
}

describe('format 2', () => {
  test('all that it has room for is read back as it was written', async () => {
    let written: LedgerContents = FILLED
    const { place } = await ledgerWith(async (root, message) => {
      const { contents, oid } = await filledTree(root, message)
      written = contents
      return oid
    })
    expect(await readLedger(place)).toMatchObject({ format: 2, ...written })
    expect(written.evidence).not.toBe(null)
  })

  test('what is empty is no file', async () => {
    const { root } = await ledgerWith((folder) => treeWith(folder, EMPTY_LEDGER))
    expect(git(root, 'ls-tree', '--name-only', REF)).toBe(FORMAT_FILE)
  })

  test('the next commit keeps bindings and what was shown, and drops what was of one commit alone', async () => {
    const { root, place } = await ledgerWith(
      async (folder, message) => (await filledTree(folder, message)).oid,
    )
    const base = await readLedger(place)
    await writeLedger(place, writing({ c: B }, { base }))
    const { bindings, shown } = FILLED
    const next = await readRevisionOfLedger(place, git(root, 'rev-parse', REF))
    expect(next).toMatchObject({ bindings, shown, review: null, evidence: null })
  })

  test('the config in force is in the tree, and its digest in the message', async () => {
    const root = repositoryWith({ 'x.txt': 'x' })
    const config = { digest: 'sha256:d1', text: 'version: 1\n' }
    await writeLedger(await placeIn(root, { remote: null, config }), writing({ a: A }))
    expect(git(root, 'show', `${REF}:config.yaml`)).toBe('version: 1')
    expect(git(root, 'log', '-1', '--format=%(trailers:key=Policyctl-Config,valueonly)', REF).trim()).toBe(
      'sha256:d1',
    )
  })

  test('what the server showed of a policy goes when the policy goes', async () => {
    const place = await placeIn(repositoryWith({ 'x.txt': 'x' }), { remote: null })
    const shown = new Map([['a', { spec: { ...A, generation: 4 } as Spec, isAnswer: true }]])
    await writeLedger(place, writing({ a: A, b: B }, { shown }))
    await writeLedger(place, writing({ a: null }, { base: await readLedger(place) }))
    expect((await readLedger(place))?.shown?.size).toBe(0)
  })

  test('releases that know format 1 alone stop at its first file, whose name says what to do', async () => {
    const { root } = await ledgerWith((folder) => treeWith(folder, FILLED))
    const [first = ''] = git(root, 'ls-tree', '-r', '--name-only', REF).split('\n')
    // Source: placeOf of ledger-tree.ts in release 0.1.0.
    expect(/^(policies|pending)\/([^/]+)\.json$/.test(first)).toBe(false)
    expect(first).toContain('needs-a-newer-policyctl')
  })

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['another file', { 'notes.txt': 'x' }, 'notes.txt'],
    ['bindings that are none', { 'bindings.json': '{"agents":[{"agent":1}]}' }, 'bindings.json'],
    ['a review that is none', { 'review.json': '{"pullRequests":{}}' }, 'review.json'],
    ['shown specs that are none', { 'shown/a.json': '{"spec":{"policies":1}}' }, 'shown/a.json'],
  ])('%s: ledger-unreadable, which names it', async (_what, files, path) => {
    const { place } = await ledgerWith((root) => treeOf(root, files))
    const failure = readLedger(place)
    await expect(failure).rejects.toMatchObject({ code: 'ledger-unreadable' })
    await expect(failure).rejects.toThrow(path)
  })
})

function treeOf(root: string, files: Readonly<Record<string, string>>): string {
  const other = repositoryWith(files)
  git(root, 'fetch', '-q', other, 'HEAD')
  return git(root, 'rev-parse', 'FETCH_HEAD^{tree}')
}

describe('format 1', () => {
  test('is read, and converted by the next apply, even one that wrote nothing', async () => {
    const root = repositoryWith({ 'x.txt': 'x' })
    formatOne(root, { policies: { a: A }, pending: { b: [null, B] } })
    const place = await placeIn(root, { remote: null })
    const base = await readLedger(place)
    expect(base).toMatchObject({
      format: 1,
      endpoint: ENDPOINT,
      namespace: null,
      policies: new Map([['a', A]]),
      pending: new Map([['b', [null, B]]]),
      bindings: null,
    })
    expect(base).not.toHaveProperty('shown')
    await writeLedger(place, writing({ a: A }, { base, hasWritten: false, commit: base?.commit ?? null }))
    expect(await readLedger(place)).toMatchObject({ format: 2, policies: new Map([['a', A]]) })
    expect(git(root, 'rev-list', '--count', REF)).toBe('2')
  })
})

test('a later format: refused with what this release reads and which one wrote it', async () => {
  const message = [
    'Apply',
    '',
    'Policyctl-Format: 3',
    `Policyctl-Endpoint: ${ENDPOINT}`,
    'Policyctl-Folder: .',
    'Policyctl-Tool: policyctl 9.1.0',
  ].join('\n')
  const { place } = await ledgerWith(() => 'HEAD^{tree}', message)
  const failure = readLedger(place)
  await expect(failure).rejects.toMatchObject({ code: 'ledger-format', exitStatus: 3 })
  await expect(failure).rejects.toThrow('has format 3, and policyctl 0.0.0-test reads formats 1 and 2')
  await expect(failure).rejects.toMatchObject({ hint: expect.stringContaining('policyctl 9.1.0') })
})
