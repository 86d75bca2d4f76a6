import { describe, expect, test } from 'vitest'
import { readLedger } from '../../src/git/ledger.ts'
import type { LedgerPlace } from '../../src/git/ledger-place.ts'
import { acquireLock, giveBackLock, type LockRequest, readLock, releaseLock } from '../../src/git/lock.ts'
import { breakLock } from '../../src/git/unlock.ts'
import { writeLedger } from '../../src/git/write-ledger.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { footprint, git, remoteWith, repositoryWith } from '../support/git/git.ts'
import { placeIn as ledgerIn, waitingAt, writing } from '../support/git/ledger.ts'

const REF = 'refs/policyctl/lock/production'
const NOW = new Date('2026-11-22T12:00:00Z')
const OPEN: Spec = { policies: [{ permission: 'allow', resource: 'https://a.io/*' }] }
const SHUT: Spec = { policies: [{ permission: 'deny', resource: 'https://a.io/*' }] }

function placeIn(root: string, remote: string | null = 'origin'): Promise<LedgerPlace> {
  return ledgerIn(root, { env: { GITHUB_ACTOR: 'ada' }, remote })
}

let nonces = 0
function request(overrides: Partial<LockRequest> = {}): LockRequest {
  nonces += 1
  return { intent: new Map([['a', [null, SHUT, OPEN]]]), nonce: `n${nonces}`, wait: 0, ...overrides }
}

describe.each([
  [
    'on a remote',
    (): Promise<[LedgerPlace, LedgerPlace]> => {
      const remote = remoteWith()
      return Promise.all([placeIn(remote.clone()), placeIn(remote.clone())])
    },
  ],
  [
    'in this repository',
    async (): Promise<[LedgerPlace, LedgerPlace]> => {
      const root = repositoryWith({ 'a.txt': 'a' })
      return [await placeIn(root, null), await placeIn(root, null)]
    },
  ],
])('the lock %s', (_where, places) => {
  test('is taken by one, refused to the other with holder and age, then free again', async () => {
    const [one, two] = await places()
    const lock = await acquireLock(one, request())
    expect(await readLock(two)).toEqual({
      revision: lock.revision,
      actor: 'ada',
      run: null,
      endpoint: one.endpoint,
      namespace: null,
      folder: '',
      ledger: 'production',
      since: NOW.toISOString(),
      intent: new Map([['a', [null, SHUT, OPEN]]]),
    })
    const refused = acquireLock(two, request())
    await expect(refused).rejects.toMatchObject({ code: 'locked', exitStatus: 3 })
    await expect(refused).rejects.toThrow("ada holds the lock of 'production', for 0 s")
    expect(await releaseLock(one, lock)).toBe(true)
    expect(await readLock(two)).toBeNull()
    expect(await releaseLock(two, await acquireLock(two, request()))).toBe(true)
  })

  test('of several at once exactly one takes it', async () => {
    const [one, two] = await places()
    const results = await Promise.allSettled(
      [one, two, one, two].map((place) => acquireLock(place, request())),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))
    expect(codes).toEqual(['locked', 'locked', 'locked'])
  })

  test('--wait: taken as soon as the holder is done, said once', async () => {
    const [one, two] = await places()
    const lock = await acquireLock(one, request())
    const waited: string[] = []
    let looks = 0
    const sleep = async (): Promise<void> => {
      looks += 1
      if (looks === 3) await releaseLock(one, lock)
    }
    const waiting = waitingAt(NOW.toISOString(), { elapsed: () => looks * 1000, sleep })
    await acquireLock(
      { ...two, waiting },
      request({ wait: 60_000, onWait: ({ actor }) => waited.push(actor) }),
    )
    expect({ looks, waited }).toEqual({ looks: 3, waited: ['ada'] })
  })

  test('--wait: refused when the time is up, or on a signal', async () => {
    const [one, two] = await places()
    await acquireLock(one, request())
    let looks = 0
    const sleep = async (): Promise<void> => {
      looks += 1
    }
    const waiting = waitingAt(NOW.toISOString(), { elapsed: () => looks * 1000, sleep })
    const late = acquireLock({ ...two, waiting }, request({ wait: 5000 }))
    await expect(late).rejects.toMatchObject({ code: 'locked' })
    expect(looks).toBe(5)
    const stopped = { ...two, waiting: { ...two.waiting, stop: AbortSignal.abort() } }
    await expect(acquireLock(stopped, request({ wait: 5000 }))).rejects.toMatchObject({ code: 'locked' })
  })

  test('is given back without a look; who finds it gone is told so, also where nobody has taken it since', async () => {
    const [one, two] = await places()
    expect(
      await giveBackLock(one, await acquireLock(one, request({ others: ['staging'] })), ['staging']),
    ).toBe(true)
    const lost = await acquireLock(two, request())
    await breakLock(one, lost)
    expect(await giveBackLock(two, lost)).toBe(false)
    expect(await readLock(two)).toBe(null)
  })

  test('is not released by who no longer holds it', async () => {
    const [one, two] = await places()
    const lost = await acquireLock(one, request())
    await breakLock(two, lost)
    const next = await acquireLock(two, request())
    expect(await giveBackLock(one, lost)).toBe(false)
    expect(await releaseLock(one, lost)).toBe(false)
    expect((await readLock(one))?.revision).toBe(next.revision)
  })
})

test('an equal commit pushed twice would succeed: the nonce makes each lock its own', async () => {
  const remote = remoteWith()
  const place = await placeIn(remote.clone())
  await acquireLock(place, request({ nonce: 'same' }))
  git(place.repository.workTree, 'update-ref', '-d', REF)
  await expect(acquireLock(place, request({ nonce: 'other' }))).rejects.toMatchObject({ code: 'locked' })
})

describe('breakLock', () => {
  test('before the ledger: the intent is kept as pending, and starts a ledger where there was none', async () => {
    const place = await placeIn(remoteWith().clone())
    const lock = await acquireLock(place, request())
    expect(await breakLock(place, lock)).toEqual({ kept: 1, released: true })
    const ledger = await readLedger(place)
    expect(ledger?.policies.size).toBe(0)
    expect(ledger?.pending).toEqual(new Map([['a', [null, SHUT, OPEN]]]))
    expect(await readLock(place)).toBeNull()
  })

  test('of a target that was pointed elsewhere meanwhile: refused, the lock stays', async () => {
    const place = await placeIn(remoteWith().clone())
    const lock = await acquireLock(place, request())
    const moved = { ...place, endpoint: 'https://other.example/api' }
    await expect(breakLock(moved, lock)).rejects.toMatchObject({
      code: 'ledger-mismatch',
      exitStatus: 3,
    })
    expect(await readLock(place)).not.toBeNull()
  })

  test('twice: specs that mean the same are kept once', async () => {
    const place = await placeIn(remoteWith().clone())
    await breakLock(place, await acquireLock(place, request()))
    await breakLock(place, await acquireLock(place, request({ intent: new Map([['a', [SHUT, null]]]) })))
    expect((await readLedger(place))?.pending.get('a')).toEqual([null, SHUT, OPEN])
  })

  test('after the ledger was written: nothing is pending', async () => {
    const place = await placeIn(remoteWith().clone())
    const lock = await acquireLock(place, request())
    await writeLedger(place, {
      base: null,
      settled: new Map([['a', OPEN]]),
      pending: new Map(),
      shown: new Map(),
      deed: 'apply',
      subject: 'Apply',
      body: '',
      commit: null,
      plan: null,
      counts: {},
      at: NOW,
      lock: lock.revision,
      hasWritten: true,
    })
    expect(await breakLock(place, lock)).toEqual({ kept: 0, released: true })
    expect((await readLedger(place))?.pending.size).toBe(0)
  })

  test('after the ledger was written, and written again by somebody without a lock: nothing is pending', async () => {
    const place = await placeIn(remoteWith().clone())
    const lock = await acquireLock(place, request())
    await writeLedger(place, writing({ a: OPEN }, { at: NOW, lock: lock.revision }))
    const base = await readLedger(place)
    await writeLedger(place, writing({ b: OPEN }, { base, at: NOW, subject: 'Adopt' }))
    expect(await breakLock(place, lock)).toEqual({ kept: 0, released: true })
    expect((await readLedger(place))?.pending.size).toBe(0)
  })

  test('what was pending is forgotten once the policy is settled, and only then', async () => {
    const place = await placeIn(remoteWith().clone())
    await breakLock(
      place,
      await acquireLock(
        place,
        request({
          intent: new Map([
            ['a', [SHUT]],
            ['b', [SHUT]],
          ]),
        }),
      ),
    )
    await writeLedger(place, {
      base: await readLedger(place),
      settled: new Map([['a', OPEN]]),
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
    expect([...((await readLedger(place))?.pending ?? [])]).toEqual([['b', [SHUT]]])
  })
})

test('a lock whose intent no run can have meant has none', async () => {
  const place = await placeIn(repositoryWith({ 'a.txt': 'a' }), null)
  const odd = { policies: [{ permission: 'allow', operations: 'GET' }] } as unknown as Spec
  await acquireLock(place, request({ intent: new Map([['a', [odd]]]) }))
  expect(await readLock(place)).toMatchObject({ actor: 'ada', intent: null })
})

test('taking and giving back touches nothing but refs/policyctl', async () => {
  const place = await placeIn(remoteWith({ 'p/a.yaml': 'x' }).clone())
  const before = footprint(place.repository.workTree)
  await releaseLock(place, await acquireLock(place, request()))
  expect(footprint(place.repository.workTree)).toBe(before)
})
