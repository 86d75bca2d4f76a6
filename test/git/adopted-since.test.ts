import { describe, expect, test } from 'vitest'
import { adoptedSince } from '../../src/git/adopted-since.ts'
import { readLedger, readRevisionOfLedger } from '../../src/git/ledger.ts'
import { previousRevision } from '../../src/git/ledger-history.ts'
import { acquireLock } from '../../src/git/lock.ts'
import { breakLock } from '../../src/git/unlock.ts'
import { type LedgerWrite, writeLedger } from '../../src/git/write-ledger.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { repositoryWith } from '../support/git/git.ts'
import { allow, placeIn, writing } from '../support/git/ledger.ts'

const ONE = allow('https://one.io/*')
const TWO = allow('https://two.io/*')

/** A ledger with `base` in it, and a way to go on. */
async function ledgerWith(base: Record<string, Spec>) {
  const place = await placeIn(repositoryWith({ 'x.txt': 'x' }), { remote: null })
  const write = async (settled: Record<string, Spec | null>, more: Partial<LedgerWrite> = {}) =>
    writeLedger(place, writing(settled, { base: await readLedger(place), body: '', ...more }))
  const first = (await write(base)) ?? ''
  const adopted = async () => {
    const [earlier, current] = [await readRevisionOfLedger(place, first), await readLedger(place)]
    return current === null ? null : Object.fromEntries(await adoptedSince(place, { earlier, current }))
  }
  return { place, write, first, adopted }
}

describe('adoptedSince', () => {
  test.each<[string, readonly [Record<string, Spec | null>, Partial<LedgerWrite>][], Record<string, Spec>]>([
    ['nothing', [[{ a: TWO }, { body: 'updated a' }]], {}],
    ['created by an apply', [[{ b: ONE }, { body: 'created b' }]], {}],
    ['taken over as it was', [[{ b: ONE }, {}]], { b: ONE }],
    [
      'taken over, and changed later: as it was taken over',
      [
        [{ b: ONE }, {}],
        [{ b: TWO }, { body: 'updated b' }],
      ],
      { b: ONE },
    ],
    ['changed by the run that took it over', [[{ b: TWO }, { body: 'updated b' }]], { b: TWO }],
    [
      'created, deleted, and taken over again',
      [
        [{ b: ONE }, { body: 'created b' }],
        [{ b: null }, { body: 'deleted b' }],
        [{ b: TWO }, {}],
      ],
      { b: TWO },
    ],
    [
      'left half-created by a run that failed, settled by the next',
      [
        [{}, { body: 'failed to create b', pending: new Map([['b', [null, ONE]]]) }],
        [{ b: ONE }, {}],
      ],
      {},
    ],
    [
      'adopted by the command, settled by an apply',
      [
        [{}, { body: 'adopted b', pending: new Map([['b', [ONE]]]), hasWritten: false }],
        [{ b: ONE }, {}],
      ],
      { b: ONE },
    ],
  ])('%s', async (_what, writes, expected) => {
    const { write, adopted } = await ledgerWith({ a: ONE })
    for (const [settled, more] of writes) await write(settled, more)
    expect(await adopted()).toEqual(expected)
  })

  test('what a killed run made out of nothing, known by its broken lock, is no adoption', async () => {
    const { place, write, adopted } = await ledgerWith({ a: ONE })
    const lock = await acquireLock(place, { intent: new Map([['b', [null, ONE]]]), nonce: 'n', wait: 0 })
    await breakLock(place, lock)
    await write({ b: ONE })
    expect(await adopted()).toEqual({})
  })
})

describe('previousRevision', () => {
  test('commits that only took over what was live are passed over', async () => {
    const { place, write, first } = await ledgerWith({ a: ONE })
    await write({ a: TWO }, { body: 'updated a' })
    await write({ b: ONE })
    const current = (await write({ c: ONE })) ?? ''
    expect(await previousRevision(place, current)).toEqual({ revision: first, passedOver: [] })
  })

  test('one that wrote as well is not', async () => {
    const { place, write, first } = await ledgerWith({ a: ONE })
    const current = (await write({ b: ONE, c: ONE }, { body: 'created c' })) ?? ''
    expect(await previousRevision(place, current)).toEqual({ revision: first, passedOver: [] })
  })

  test('nothing but adoptions: there is nothing before it', async () => {
    const { place, write } = await ledgerWith({ a: ONE })
    const current = (await write({ b: ONE })) ?? ''
    await expect(previousRevision(place, current)).rejects.toMatchObject({ code: 'revision-unknown' })
  })
})
