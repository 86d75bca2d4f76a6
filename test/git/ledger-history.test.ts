import { describe, expect, test } from 'vitest'
import { readLedger } from '../../src/git/ledger.ts'
import { formerPolicies, namedRevision, previousRevision } from '../../src/git/ledger-history.ts'
import type { LedgerPlace } from '../../src/git/ledger-place.ts'
import { acquireLock } from '../../src/git/lock.ts'
import { breakLock } from '../../src/git/unlock.ts'
import { writeLedger } from '../../src/git/write-ledger.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { repositoryWith } from '../support/git/git.ts'
import { placeIn, writing } from '../support/git/ledger.ts'

const SPEC: Spec = { policies: [{ permission: 'allow', resource: 'https://a.io/*' }] }
const NOW = new Date('2026-11-22T12:00:00Z')

/** A ledger that held a and b, then a and c, then had a lock broken; its revisions, oldest first. */
async function history(): Promise<{ place: LedgerPlace; revisions: readonly string[] }> {
  const place = await placeIn(repositoryWith({ 'x.txt': 'x' }), { remote: null })
  const revisions: string[] = []
  for (const settled of [
    { a: SPEC, b: SPEC },
    { b: null, c: SPEC },
  ]) {
    const base = await readLedger(place)
    const revision = await writeLedger(place, {
      base,
      settled: new Map(Object.entries(settled)),
      pending: new Map(),
      shown: new Map(),
      deed: 'apply',
      subject: 'Apply',
      body: '',
      commit: null,
      plan: null,
      counts: {},
      at: NOW,
      lock: null,
      hasWritten: true,
    })
    revisions.push(revision ?? '')
  }
  const lock = await acquireLock(place, { intent: new Map([['d', [null]]]), nonce: 'n', wait: 0 })
  await breakLock(place, lock)
  return { place, revisions: [...revisions, (await readLedger(place))?.revision ?? ''] }
}

describe('ledger history', () => {
  test('formerPolicies: what it once held', async () => {
    const { place, revisions } = await history()
    expect([...(await formerPolicies(place, revisions[2] ?? ''))]).toEqual(['b'])
    expect([...(await formerPolicies(place, revisions[0] ?? ''))]).toEqual([])
  })

  test.each([
    ['forget', []],
    ['hand-over', []],
    ['apply', ['b']],
    ['rollback', ['b']],
  ] as const)('formerPolicies: one that left by %s', async (deed, former) => {
    const { place, revisions } = await history()
    const base = await readLedger(place)
    const write = (settled: Record<string, Spec | null>, overrides: object) =>
      writeLedger(place, writing(settled, { base, ...overrides }))
    await write({ b: SPEC }, {})
    const back = await readLedger(place)
    const revision = await write({ b: null }, { base: back, deed })
    expect([...(await formerPolicies(place, revision ?? ''))]).toEqual(former)
    expect([...(await formerPolicies(place, revisions[2] ?? ''))]).toEqual(['b'])
  })

  test('previousRevision: the newest with other policies, broken locks passed over', async () => {
    const { place, revisions } = await history()
    expect(await previousRevision(place, revisions[2] ?? '')).toEqual({
      revision: revisions[0],
      passedOver: [],
    })
    await expect(previousRevision(place, revisions[0] ?? '')).rejects.toMatchObject({
      code: 'revision-unknown',
    })
  })

  test('namedRevision: by its first digits, of this ledger only', async () => {
    const { place, revisions } = await history()
    const [first = '', , current = ''] = revisions
    expect(await namedRevision(place, { current, name: first.slice(0, 8) })).toBe(first)
    expect(await namedRevision(place, { current, name: current })).toBe(current)
    const others = ['HEAD', 'main', 'ab', place.repository.head ?? '', '--all', '0000000']
    for (const name of others) {
      await expect(namedRevision(place, { current, name })).rejects.toMatchObject({
        code: 'revision-unknown',
      })
    }
  })
})
