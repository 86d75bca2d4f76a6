import { expect, test } from 'vitest'
import { readLedger } from '../../src/git/ledger.ts'
import { type LockRequest, readLock, releaseLock } from '../../src/git/lock.ts'
import { isHeld, underLock } from '../../src/git/under-lock.ts'
import { git, remoteWith, repositoryWith } from '../support/git/git.ts'
import { allow, placeIn, waitingAt } from '../support/git/ledger.ts'

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
      const unknown = () => void told.push('unknown')
      const before = await isHeld(place, lock, unknown)
      await releaseLock(place, lock)
      return [before, await isHeld(place, lock, unknown)]
    },
  })
  expect(held).toEqual([true, false])
  expect(told).toEqual(['lost'])
})

test('isHeld: a remote that does not answer is asked again, and then nobody knows', async () => {
  const remote = remoteWith({ 'a.txt': 'a' })
  const root = remote.clone()
  const place = await placeIn(root)
  const told: string[] = []
  const tellUnknown = ({ code }: { code: string }) => void told.push(code)
  const url = git(root, 'remote', 'get-url', 'origin')
  const held = await underLock(place, REQUEST, {
    ...RECORDED,
    work: async (lock) => {
      git(root, 'remote', 'set-url', 'origin', '/nowhere/at/all')
      const without = await isHeld(place, lock, tellUnknown)
      let waits = 0
      // The remote answers again while it is asked.
      const waiting = waitingAt('2026-11-22T12:00:00Z', {
        sleep: async () => {
          waits += 1
          if (waits === 2) git(root, 'remote', 'set-url', 'origin', url)
        },
      })
      git(root, 'remote', 'set-url', 'origin', '/nowhere/at/all')
      return [without, await isHeld({ ...place, waiting }, lock, tellUnknown), waits]
    },
  })
  expect(held).toEqual([false, true, 2])
  expect(told).toEqual(['remote-unreachable'])
})
