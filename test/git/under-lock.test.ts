import { expect, test } from 'vitest'
import { readLedger } from '../../src/git/ledger.ts'
import { type LockRequest, readLock, releaseLock } from '../../src/git/lock.ts'
import { isHeld, underLock } from '../../src/git/under-lock.ts'
import { repositoryWith } from '../support/git/git.ts'
import { allow, placeIn } from '../support/git/ledger.ts'

const REQUEST: LockRequest = {
  intent: new Map([['a', [null, allow('https://a.io/*')]]]),
  nonce: 'n',
  wait: 0,
}

const BEGUN = { mayBegin: async () => true, onLost: () => {}, onStuck: () => {}, onKeptInLock: () => {} }
const RECORDED = { ...BEGUN, isRecorded: () => true }

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
  await underLock(place, REQUEST, { ...BEGUN, work: async () => 'done', isRecorded: () => false })
  expect(await readLock(place)).toBeNull()
  expect((await readLedger(place))?.pending).toEqual(REQUEST.intent)
})

test.each<[string, () => Promise<boolean>]>([
  ['no', async () => false],
  ['with an error', () => Promise.reject(new Error('stale'))],
])('underLock: work that may not begin (%s) leaves no lock and nothing pending', async (_how, mayBegin) => {
  const place = await placeIn(repositoryWith({ 'a.txt': 'a' }), { remote: null })
  const work = async (): Promise<string> => 'done'
  expect(await underLock(place, REQUEST, { ...RECORDED, mayBegin, work }).catch(() => null)).toBeNull()
  expect(await readLock(place)).toBeNull()
  expect(await readLedger(place)).toBeNull()
})

test('underLock: a lock that was taken away is told, between and at the end', async () => {
  const place = await placeIn(repositoryWith({ 'a.txt': 'a' }), { remote: null })
  const told: string[] = []
  const held = await underLock(place, REQUEST, {
    ...RECORDED,
    onLost: () => void told.push('lost'),
    work: async (lock) => {
      const before = await isHeld(place, lock)
      await releaseLock(place, lock)
      return [before, await isHeld(place, lock)]
    },
  })
  expect(held).toEqual([true, false])
  expect(told).toEqual(['lost'])
})
