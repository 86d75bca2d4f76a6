import { describe, expect, test } from 'vitest'
import { parseFaults } from '../../src/emulator/faults.ts'
import { errorOf, openStore } from '../store/open-store.ts'
import { emulator } from '../support/servers/emulator.ts'

const POLICY = { name: 'p', spec: { policies: [{ permission: 'deny' as const, tags: ['a', 'b'] }] } }

describe('the grammar', () => {
  test('the same seed meets the same faults', () => {
    const fates = (text: string) => {
      const faults = parseFaults(text)
      return Array.from({ length: 200 }, () => faults.fateOf('PUT'))
    }
    const text = '429:10%,500:5%,drop-before:5%,drop-after:5%,delay:5%,seed=7'
    expect(fates(text)).toEqual(fates(text))
    expect(fates(text)).not.toEqual(fates(text.replace('seed=7', 'seed=8')))
  })

  test('shares are met', () => {
    const faults = parseFaults('503:30%,retry-after=4')
    const fates = Array.from({ length: 2000 }, () => faults.fateOf('GET').before)
    const struck = fates.filter((before) => before !== null)
    expect(struck.length).toBeGreaterThan(500)
    expect(struck.length).toBeLessThan(700)
    expect(struck[0]).toMatchObject({ status: 503, headers: { 'retry-after': '4' } })
  })

  test.each([
    ['on=writes', 'GET', 'PUT'],
    ['on=reads', 'PUT', 'GET'],
  ])('%s: %s is spared, %s is not', (on, spared, hit) => {
    const faults = parseFaults(`drop-after:100%,${on}`)
    expect(faults.fateOf(spared)).toEqual({ delay: 0, before: null, after: null })
    expect(faults.fateOf(hit).after).toBe('drop')
  })

  test.each([
    ['429'],
    ['429:10'],
    ['200:5%'],
    ['600:5%'],
    ['drop:5%'],
    ['429:101%'],
    ['seed=x'],
    ['on=all'],
    ['nonsense'],
    ['drop-field:'],
    ['hide:tool'],
    ['constructor'],
  ])('%s: refused', async (text) => {
    const error = await errorOf(() => parseFaults(`500:1%,${text}`))
    expect(error).toMatchObject({ code: 'usage' })
    expect(error.message).toContain(`'${text}'`)
  })
})

describe('what a client sees', () => {
  test.each([
    ['429:100%', 'throttled', 0, 1000],
    ['503:100%,retry-after=2', 'server-error', 0, 2000],
    ['after-500:100%', 'server-error', 1, null],
    ['drop-before:100%', 'connection-lost', 0, null],
    ['drop-after:100%', 'connection-lost', 1, null],
    ['html:100%', 'server-error', 0, null],
  ])('%s: %s, with %i policies kept', async (faults, code, kept, retryAfter) => {
    const api = await emulator({ faults })
    expect(await errorOf(() => openStore(`${api.url}/api`).create(POLICY))).toMatchObject({
      code,
      retryAfter,
    })
    expect((await api.policies()).size).toBe(kept)
  })

  test('a delay and a latency are waited for', async () => {
    const api = await emulator({ faults: 'delay:100%,delay-ms=40', latency: 20 })
    const before = performance.now()
    await openStore(`${api.url}/api`).list()
    expect(performance.now() - before).toBeGreaterThan(55)
  })

  test('a hook decides about one request', async () => {
    const api = await emulator({
      onRequest: ({ method }) => (method === 'POST' ? { after: 'drop' } : undefined),
    })
    const store = openStore(`${api.url}/api`)
    expect(await errorOf(() => store.create(POLICY))).toMatchObject({ kind: 'lost' })
    expect(await store.list()).toHaveLength(1)
  })
})

describe('quirks', () => {
  const SPEC = {
    policies: [
      { permission: 'deny' as const, tags: ['a', 'b'] },
      { permission: 'allow' as const, operations: ['GET', 'PUT'], resource: 'https://a.example/*' },
    ],
    approvals: [{ name: 'r', approvers: { groups: ['x', 'y'] }, delivery: { connectors: ['c', 'd'] } }],
  }
  async function shownWith(faults: string) {
    const api = await emulator({ faults })
    const store = openStore(`${api.url}/api`)
    return {
      answered: (await store.create({ name: 'p', spec: SPEC })).spec,
      kept: (await api.policies()).get('p'),
    }
  }

  test('drop-field: gone from what is stored, and the answer shows it', async () => {
    const { answered, kept } = await shownWith('drop-field:tags,drop-field:connectors')
    const expected = {
      policies: [{ permission: 'deny' }, SPEC.policies[1]],
      approvals: [{ name: 'r', approvers: { groups: ['x', 'y'] }, delivery: {} }],
    }
    expect(answered).toEqual(expected)
    expect(kept).toEqual(expected)
  })

  test('spell-defaults: in the answers only', async () => {
    const { answered, kept } = await shownWith('spell-defaults')
    expect(kept).toEqual(SPEC)
    expect(answered.policies[0]).toEqual({
      operations: [],
      resource: '',
      tags: ['a', 'b'],
      permission: 'deny',
    })
    expect(answered.approvals?.[0]).toMatchObject({
      toolIds: [],
      approvers: { groups: ['x', 'y'], match: 'any' },
      delivery: { mode: '' },
    })
  })

  test('extra-fields: at every level', async () => {
    const { answered, kept } = await shownWith('extra-fields')
    expect(kept).toEqual(SPEC)
    expect(answered).toHaveProperty('x_server')
    expect(answered.policies[0]).toHaveProperty('x_server')
    expect(answered.approvals?.[0]?.delivery).toHaveProperty('x_server')
  })

  test('reorder: sets and keys, never connectors', async () => {
    const { answered } = await shownWith('reorder')
    expect(Object.keys(answered)).toEqual(['approvals', 'policies'])
    expect(answered.policies[0]).toEqual({ ...SPEC.policies[1], operations: ['PUT', 'GET'] })
    expect(answered.approvals).toEqual([
      { name: 'r', approvers: { groups: ['y', 'x'] }, delivery: { connectors: ['c', 'd'] } },
    ])
  })

  test('hide-usage: in the list, not in the single policy', async () => {
    const data = { formatVersion: 1, policies: [POLICY], bindings: [{ policy: 'p', agent: 'a' }] }
    const store = openStore(`${(await emulator({ data, faults: 'hide-usage' })).url}/api`)
    expect((await store.list())[0]?.usedBy).toBeNull()
    expect((await store.get('p'))?.usedBy).toEqual(['default/a'])
  })
})
