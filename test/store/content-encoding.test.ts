import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { unpacked } from '../../src/store/content-encoding.ts'
import { serve } from '../support/servers/http-server.ts'
import { errorOf, KEY, openStore } from './open-store.ts'

const TEXT = JSON.stringify([{ name: 'p', spec: { policies: [{ permission: 'deny' }] } }])

async function listed(body: Uint8Array, encoding: string) {
  const server = await serve({ body, headers: { 'content-encoding': encoding } })
  return openStore(`${server.url}/api`).list()
}

test.each([
  ['gzip', gzipSync(TEXT)],
  ['X-GZIP', gzipSync(TEXT)],
  ['deflate', deflateSync(TEXT)],
  ['br', brotliCompressSync(TEXT)],
  ['identity', Buffer.from(TEXT)],
  ['gzip, br', brotliCompressSync(gzipSync(TEXT))],
])('an answer in %s is read', async (encoding, body) => {
  expect(await listed(body, encoding)).toMatchObject([{ name: 'p' }])
})

describe('an answer that cannot be unpacked is named', () => {
  test.each([
    ['zstd', Buffer.from(TEXT), 'the encoding zstd, which policyctl does not decode'],
    ['gzip', Buffer.from(TEXT), 'damaged, or too large, in the encoding gzip'],
    ['gzip', gzipSync(TEXT).subarray(0, 20), 'damaged, or too large, in the encoding gzip'],
    [`x"${KEY}`, Buffer.from(TEXT), 'the encoding (no word)'],
  ])('%s', async (encoding, body, what) => {
    const error = await errorOf(() => listed(body, encoding))
    expect(error).toMatchObject({ code: 'answer-not-json', kind: 'unavailable', status: 200 })
    expect(error.message).toContain(what)
    expect(error.message).not.toContain(KEY)
    expect(error.hint).toContain('a proxy or gateway in between adds it')
  })

  test('a small body that unpacks to more than may be read', () => {
    const bomb = gzipSync(Buffer.alloc(100_000))
    expect(unpacked(bomb, { 'content-encoding': 'gzip' }, 10_000)).toMatchObject({ kind: 'packed' })
  })
})
