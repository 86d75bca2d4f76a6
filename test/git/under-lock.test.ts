import { expect, test } from 'vitest'
import { readLedger } from '../../src/git/ledger.ts'
import { type LockRequest, readLock } from '../../src/git/lock.ts'
import { underLock } from '../../src/git/under-lock.ts'
import { repositoryWith } from '../support/git.ts'
import { allow, placeIn } from '../support/ledger.ts'

const NOW = new Date('2026-11-22T12:00:00Z')
const REQUEST: LockRequest = {
  intent: new Map([['a', [null, allow('https://a.io/*')]]]),
  nonce: 'n',
  clock: { now: () => NOW, elapsed: () => 0, sleep: async () => {} },
  wait: 0,
}

const RECORDED = { isRecorded: () => true }

test('underLock: held during the work, given back after it', async () => {
  const place = await placeIn(repositoryWith({ 'a.txt': 'a' }), { remote: null })
  const held = await underLock(place, REQUEST, {
    work: async (lock) => (await readLock(place))?.revision === lock.revision,
    ...RECORDED,
  })
  expect(held).toBe(true)
  expect(await readLock(place)).toBeNull()
  expect(await readLedger(place)).toBeNull()
})

test('underLock: work that throws leaves no lock, and its intent as pending', async () => {
  const place = await placeIn(repositoryWith({ 'a.txt': 'a' }), { remote: null })
  const work = async (): Promise<never> => {
    throw new Error('the disk burns')
  }
  await expect(underLock(place, REQUEST, { work, ...RECORDED })).rejects.toThrow('the disk burns')
  expect(await readLock(place)).toBeNull()
  expect((await readLedger(place))?.pending).toEqual(REQUEST.intent)
})

test('underLock: what the ledger did not take is kept as pending', async () => {
  const place = await placeIn(repositoryWith({ 'a.txt': 'a' }), { remote: null })
  await underLock(place, REQUEST, { work: async () => 'done', isRecorded: () => false })
  expect(await readLock(place)).toBeNull()
  expect((await readLedger(place))?.pending).toEqual(REQUEST.intent)
})
