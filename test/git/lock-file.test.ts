import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readLedger } from '../../src/git/ledger.ts'
import { acquireLock, readLock, releaseLock } from '../../src/git/lock.ts'
import { lockFileIn, type Waiting } from '../../src/git/lock-file.ts'
import { writeLedger } from '../../src/git/write-ledger.ts'
import { repositoryWith } from '../support/git/git.ts'
import { allow, placeIn, waitingAt, writing } from '../support/git/ledger.ts'

const REQUEST = { intent: new Map([['a', [null]]]), nonce: 'n', wait: 600_000 }
const NOW = '2026-11-22T12:00:00Z'

/** A repository in which a git died, and left one of its lock files. */
async function withLockFile(name: string, waiting: Waiting = waitingAt(NOW)) {
  const root = repositoryWith({ 'a.txt': 'a' })
  const file = join(root, '.git', `${name}.lock`)
  mkdirSync(dirname(file), { recursive: true })
  const place = await placeIn(root, { remote: null, waiting })
  return { place, file, leave: () => writeFileSync(file, '') }
}

describe('a lock file of git that stays', () => {
  test.each([
    ['taking the lock', 'refs/policyctl/lock/production'],
    ['giving it back', 'packed-refs'],
    ['writing the ledger', 'refs/policyctl/ledger/production'],
  ])('%s ends within ten seconds, and names %s.lock', async (what, name) => {
    let slept = 0
    const sleep = async (milliseconds: number): Promise<void> => {
      slept += milliseconds
    }
    const { place, file, leave } = await withLockFile(name, waitingAt(NOW, { sleep, elapsed: () => slept }))
    const lock = name === 'packed-refs' ? await acquireLock(place, REQUEST) : null
    leave()
    const ending =
      lock !== null
        ? releaseLock(place, lock)
        : what === 'taking the lock'
          ? acquireLock(place, REQUEST)
          : writeLedger(place, writing({ a: allow('*') }))
    await expect(ending).rejects.toMatchObject({ code: 'git-busy', exitStatus: 4 })
    await expect(ending).rejects.toThrow(file)
    expect(slept).toBe(10_000)
    // What is to be kept all the same does not wait for it once more.
    const again = name.startsWith('refs/policyctl/ledger')
      ? writeLedger(place, writing({ b: allow('*') }))
      : ending
    await expect(again).rejects.toMatchObject({ code: 'git-busy' })
    expect(slept).toBe(10_000)
  })

  test('a signal ends the wait at once', async () => {
    const controller = new AbortController()
    let looks = 0
    const sleep = async (): Promise<void> => {
      looks += 1
      controller.abort()
    }
    const waiting = { ...waitingAt(NOW, { sleep }), stop: controller.signal }
    const { place, leave } = await withLockFile('refs/policyctl/lock/production', waiting)
    leave()
    await expect(acquireLock(place, REQUEST)).rejects.toMatchObject({ code: 'git-busy' })
    expect(looks).toBe(1)
  })

  test('a first signal does not keep a run from writing what it did: the second does', async () => {
    const removed: (() => void)[] = []
    const sleep = async (): Promise<void> => removed[0]?.()
    const waiting = { ...waitingAt(NOW, { sleep }), stop: AbortSignal.abort() }
    const { place, file, leave } = await withLockFile('refs/policyctl/ledger/production', waiting)
    leave()
    removed.push(() => rmSync(file))
    await writeLedger(place, writing({ a: allow('*') }))
    expect((await readLedger(place))?.policies.size).toBe(1)
    leave()
    const killed = { ...place, waiting: { ...waiting, kill: AbortSignal.abort() } }
    await expect(writeLedger(killed, writing({ b: allow('*') }))).rejects.toMatchObject({ code: 'git-busy' })
  })

  test('one that goes away is waited for', async () => {
    const removed: (() => void)[] = []
    const sleep = async (): Promise<void> => removed[0]?.()
    const name = 'refs/policyctl/lock/production'
    const { place, file, leave } = await withLockFile(name, waitingAt(NOW, { sleep }))
    leave()
    removed.push(() => rmSync(file))
    const lock = await acquireLock(place, REQUEST)
    expect((await readLock(place))?.revision).toBe(lock.revision)
  })
})

test.each([
  ["fatal: Unable to create '/a b/.git/shallow.lock': File exists.\n\nAnother git", '/a b/.git/shallow.lock'],
  ["fatal: cannot lock ref 'refs/x': Unable to create '/r/x.lock': File exists.", '/r/x.lock'],
  ["remote: error: cannot lock ref 'refs/x': Unable to create '/r/x.lock': File exists.", null],
  ["fatal: Unable to create '/r/x.lock': Permission denied", null],
  ['fatal: bad object', null],
])('lockFileIn: %s → %s', (stderr, file) => {
  expect(lockFileIn(stderr)).toBe(file)
})
