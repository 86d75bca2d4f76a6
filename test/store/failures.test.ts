import { createServer } from 'node:net'
import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { StoreFailure } from '../../src/diagnostic/store-failure.ts'
import type { PolicyStore } from '../../src/store/policy-store.ts'
import { jsonEscaped } from '../support/output/json-escaped.ts'
import { type Answering, type Reply, serve } from '../support/servers/http-server.ts'
import { errorOf, KEY, openStore, SOURCE } from './open-store.ts'

const POLICY = { name: 'p', spec: { policies: [{ permission: 'deny' as const }] } }

const READ = 'nothing was changed by it; try again'

async function listFailure(reply: Reply | Answering, timeouts = {}) {
  const server = await serve(reply)
  const store = openStore(`${server.url}/api`, { timeouts })
  const error = await errorOf(() => store.list())
  return { error, server, said: `${error.message} | ${error.hint}` }
}

describe('a status → code, kind, what is said', () => {
  test.each([
    [400, 'request-refused', 'refused', 'answered 400: no such thing'],
    [401, 'unauthorized', 'refused', SOURCE],
    [401, 'unauthorized', 'refused', 'sent as Authorization'],
    [403, 'forbidden', 'refused', 'may not do this'],
    [404, 'not-found', 'refused', 'is this the right base URL?'],
    [405, 'request-refused', 'refused', 'answered 405'],
    [401, 'unauthorized', 'refused', 'answered 401, the key was not accepted: no such thing'],
    [403, 'forbidden', 'refused', 'answered 403, the key may not do this: no such thing'],
    [408, 'timed-out', 'lost', READ],
    [409, 'request-refused', 'refused', 'answered 409: no such thing'],
    [418, 'request-refused', 'refused', 'answered 418'],
    [429, 'throttled', 'throttled', 'answered 429'],
    [500, 'server-error', 'unavailable', 'answered 500: no such thing'],
    [502, 'server-error', 'unavailable', 'answered 502'],
    [503, 'server-error', 'unavailable', READ],
    [302, 'redirected', 'refused', 'does not follow redirects'],
    [304, 'redirected', 'refused', 'answered 304'],
  ])('%i → %s, %s', async (status, code, kind, text) => {
    const { error, said } = await listFailure({
      status,
      body: status === 304 ? '' : { error: 'no such thing' },
    })
    expect(error).toBeInstanceOf(StoreFailure)
    expect(error).toMatchObject({ code, kind, status, exitStatus: 4 })
    expect(said).toContain(text)
  })

  test.each([404, 502])('HTML with %i: said to be none of the API', async (status) => {
    const { said } = await listFailure({ status, body: '<!doctype html><p>hello' })
    expect(said).toContain(`answered ${status} with HTML`)
    expect(said).not.toContain('doctype')
  })

  test.each<[body: unknown, hint: string]>([
    [{ error: 'taken' }, 'the server says why; nothing was changed'],
    [{ error: '' }, 'the server gives no reason; nothing was changed'],
    [{ reason: 'taken' }, 'the server gives no reason; nothing was changed'],
    ['<!doctype html>', 'the server gives no reason; nothing was changed'],
  ])('a refusal with %j: the hint promises no reason that the message lacks', async (body, hint) => {
    const { error } = await listFailure({ status: 409, body })
    expect(error).toMatchObject({ hint })
  })

  test('a long error text is cut', async () => {
    const { error } = await listFailure({ status: 400, body: { error: 'x'.repeat(100_000) } })
    expect(error.message.length).toBeLessThan(500)
  })
})

/** Calls by whether they change anything. */
const CALLS: readonly [string, boolean, (store: PolicyStore) => Promise<unknown>][] = [
  ['list', true, (store) => store.list()],
  ['get', true, (store) => store.get('p')],
  ['translate', true, (store) => store.translate('x')],
  ['create', false, (store) => store.create(POLICY)],
  ['replace', false, (store) => store.replace(POLICY)],
  ['delete', false, (store) => store.delete('p')],
]

describe('only what may change something may have been done', () => {
  const answers: readonly [string, Reply | Answering][] = [
    ['503', { status: 503, body: { error: 'busy' } }],
    ['408', { status: 408 }],
    ['429', { status: 429 }],
    ['a reset', (_request, _response, socket) => void socket.resetAndDestroy()],
  ]
  test.each(CALLS)('%s: a read %s', async (_name, isRead, call) => {
    const hints: string[] = []
    for (const [, reply] of answers) {
      const { url } = await serve(reply)
      hints.push((await errorOf(() => call(openStore(`${url}/api`)))).hint)
    }
    const done = isRead ? READ : 'it may or may not have been done; plan again to see'
    expect(hints).toEqual([done, done, 'try again later', done])
  })
})

describe('Retry-After → milliseconds', () => {
  const date = 'Sun, 22 Nov 2026 12:00:00 GMT'
  test.each([
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': 'Sun, 22 Nov 2026 12:00:30 GMT', date }, 30_000],
    [{ 'retry-after': 'Sun, 22 Nov 2026 11:00:00 GMT', date }, 0],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '-5', date }, null],
    [{ 'retry-after': '9999999999' }, 9_999_999_999_000],
    [{ 'retry-after': '9'.repeat(400) }, Number.MAX_SAFE_INTEGER],
    [{ 'retry-after': '99999999999999999999', date }, Number.MAX_SAFE_INTEGER],
    [{}, null],
  ])('%j → %s', async (headers, retryAfter) => {
    for (const status of [429, 503]) {
      const { error } = await listFailure({ status, headers, body: { error: 'slow down' } })
      expect(error).toMatchObject({ retryAfter })
    }
  })
})

test.each([
  ['30', false],
  ['31', true],
  ['9999999999', true],
])('Retry-After %s: a wait that is longer than a read waits is told: %s', async (seconds, isTold) => {
  const { error } = await listFailure({ status: 429, headers: { 'retry-after': seconds }, body: {} })
  expect(error.message.includes('asks to wait')).toBe(isTold)
  if (seconds.length === 10)
    expect(error.message).toContain(
      'answered 429, and asks to wait 115741 d (Retry-After), longer than policyctl waits',
    )
})

describe('an answer that a cache had kept is no answer to a read', () => {
  const KEPT: readonly Readonly<Record<string, string>>[] = [
    { age: '86400' },
    { age: '1' },
    { 'cache-status': 'edge.example; hit; ttl=30' },
    { 'x-cache': 'HIT from proxy' },
    { 'cf-cache-status': 'STALE' },
    { warning: '110 - "Response is Stale"' },
  ]
  test.each(KEPT)('%j', async (headers) => {
    for (const [status, body] of [
      [200, []],
      [404, { error: 'no such policy' }],
    ] as const) {
      const { error, said } = await listFailure({ status, headers, body })
      expect(error).toMatchObject({ code: 'answer-invalid', kind: 'refused', exitStatus: 4 })
      expect(said).toContain(
        `the answer comes from a cache in between, not from the API (${Object.keys(headers)[0]}: `,
      )
    }
  })

  test.each([
    { age: '0' },
    { age: 'soon' },
    { 'x-cache': 'MISS' },
    { 'cache-status': 'edge.example; fwd=uri-miss' },
    { 'cf-cache-status': 'DYNAMIC' },
  ])('%j is fresh', async (headers) => {
    const { url } = await serve({ headers, body: [] })
    expect(await openStore(`${url}/api`).list()).toEqual([])
  })

  test('an answer to a write is what the server did', async () => {
    const { url } = await serve({ headers: { age: '5' }, body: POLICY })
    await expect(openStore(`${url}/api`).replace(POLICY)).resolves.toBeDefined()
  })
})

describe('without an answer', () => {
  test('nobody listens: unreachable', async () => {
    const error = await errorOf(() => openStore('http://127.0.0.1:1/api').list())
    expect(error).toMatchObject({ code: 'connection-failed', kind: 'unreachable', status: null })
    expect(error.message).toContain('nothing listens there (ECONNREFUSED)')
    expect(error.hint).toContain('start what should listen there (policyctl serve is an API for tests)')
  })

  test('the host is not known: unreachable', async () => {
    const error = await errorOf(() => openStore('https://policyctl.invalid/api').list())
    expect(error).toMatchObject({ code: 'connection-failed', kind: 'unreachable' })
    expect(error.message).toMatch(/host name/)
  })

  test('no certificate, no TLS: unreachable', async () => {
    const { url } = await serve({ body: [] })
    const error = await errorOf(() => openStore(`${url.replace('http:', 'https:')}/api`).list())
    expect(error).toMatchObject({ code: 'connection-failed', kind: 'unreachable' })
  })

  test.each([
    ['reset before the answer', (socket: import('node:net').Socket) => void socket.resetAndDestroy()],
    ['closed before the answer', (socket: import('node:net').Socket) => void socket.destroy()],
    [
      'closed inside the head',
      (socket: import('node:net').Socket) => void socket.end('HTTP/1.1 200 OK\r\ncont'),
    ],
    [
      'closed inside the body',
      (socket: import('node:net').Socket) =>
        void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[]'),
    ],
    [
      'closed inside a chunked body',
      (socket: import('node:net').Socket) =>
        void socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n'),
    ],
    [
      'something that is no HTTP',
      (socket: import('node:net').Socket) => void socket.end('SSH-2.0-OpenSSH_9.9\r\n'),
    ],
  ])('%s: lost', async (_name, act) => {
    const server = await serve((_request, _response, socket) => {
      act(socket)
      return undefined
    })
    const error = await errorOf(() => openStore(`${server.url}/api`).replace(POLICY))
    expect(error).toMatchObject({ code: 'connection-lost', kind: 'lost', status: null })
    expect(error.hint).toContain('may or may not')
    expect(server.requests).toHaveLength(1)
  })

  test('no answer in time: lost', async () => {
    for (const timeouts of [{ headers: 60 }, { whole: 60 }]) {
      const { error } = await listFailure(() => undefined, timeouts)
      expect(error).toMatchObject({ code: 'timed-out', kind: 'lost' })
    }
  })

  test('a drip of an answer: lost when the whole time is up', async () => {
    const { error } = await listFailure(
      (_request, response) => {
        response.writeHead(200)
        const drip = setInterval(() => void response.write(' '), 5)
        response.on('close', () => clearInterval(drip))
        return undefined
      },
      { whole: 80 },
    )
    expect(error).toMatchObject({ code: 'timed-out', kind: 'lost' })
  })

  test('no connection in time: unreachable, and never sent later', async () => {
    // https to a server that accepts and says nothing: the connection is never complete.
    const accepted: string[] = []
    const mute = createServer((socket) => void socket.on('data', (bytes) => accepted.push(bytes.toString())))
    await new Promise<void>((resolve) => void mute.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void mute.close())
    const { port } = mute.address() as import('node:net').AddressInfo
    for (const timeouts of [{ connect: 60 }, { whole: 60 }]) {
      const error = await errorOf(() => openStore(`https://127.0.0.1:${port}/api`, { timeouts }).list())
      expect(error).toMatchObject({ code: 'timed-out', kind: 'unreachable' })
    }
    expect(accepted.join('')).not.toContain('policies')
  })

  test('closed in the middle: lost', async () => {
    const server = await serve((_request) => {
      void store.close()
      return undefined
    })
    const store = openStore(`${server.url}/api`)
    expect(await errorOf(() => store.delete('p'))).toMatchObject({ kind: 'lost' })
  })
})

describe('redirects are never followed', () => {
  test.each([301, 302, 303, 307, 308])('%i: neither elsewhere nor to the same origin', async (status) => {
    const elsewhere = await serve({ body: [] })
    for (const location of [`${elsewhere.url}/api/policies`, '/other/policies']) {
      const { error, server } = await listFailure({ status, headers: { location } })
      expect(error).toMatchObject({ code: 'redirected', kind: 'refused' })
      expect(error.message).toContain(`points to ${location}`)
      expect(server.requests).toHaveLength(1)
    }
    expect(elsewhere.requests).toEqual([])
  })
})

describe('404', () => {
  test('of the API on a single policy: there is none', async () => {
    const server = await serve({ status: 404, body: { error: 'policy not found' } })
    expect(await openStore(`${server.url}/api`).get('p')).toBeNull()
  })

  test.each([['<html>nginx'], ['404 page not found'], [''], ['{}'], ['[]']])(
    'of something else (%j): an error, never taken for "there is none"',
    async (body) => {
      const server = await serve({ status: 404, body })
      const error = await errorOf(() => openStore(`${server.url}/api`).get('p'))
      expect(error).toMatchObject({ code: 'not-found', kind: 'refused' })
    },
  )

  test('on a write: refused', async () => {
    const server = await serve({ status: 404, body: { error: 'policy not found' } })
    const store = openStore(`${server.url}/api`)
    for (const run of [() => store.replace(POLICY), () => store.delete('p')])
      expect(await errorOf(run)).toMatchObject({ code: 'not-found', kind: 'refused' })
  })
})

describe('the key', () => {
  test('is in no error, nor in anything that hangs on it, also where the server quotes it', async () => {
    const quoting = [
      { status: 401, body: { error: `bad key ${KEY}` } },
      { status: 302, headers: { location: `https://x.example/?key=${encodeURIComponent(KEY)}` } },
      { status: 500, body: `<p>${KEY}` },
      { status: 400, body: { error: JSON.stringify({ key: KEY }) } },
      { status: 200, body: [{ ...POLICY, name: KEY }] },
      { status: 200, body: { headers: [KEY] } },
      { status: 200, body: `[{"${KEY}` },
    ]
    for (const reply of quoting) {
      const { error } = await listFailure(reply)
      expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(KEY)
    }
    const { error } = await listFailure({ status: 401, body: { error: `bad key ${KEY}` } })
    expect(error.message).toContain('bad key [key]')
  })

  const LONG = 'a'.repeat(295)
  test.each<[string, Reply]>([
    ['a Location', { status: 302, headers: { location: `http://e/${LONG.slice(9)}${KEY}` } }],
    ['an error text', { status: 400, body: { error: `${LONG}${KEY}` } }],
    ['an escaped error text', { status: 400, body: `{"error":"${LONG}${jsonEscaped(KEY)}"}` }],
  ])('is not shortened to a part of it that nobody would find: %s', async (_name, reply) => {
    const { error } = await listFailure(reply)
    expect(error.message).toContain('aaa[key]')
    expect(error.message).not.toContain(KEY.slice(0, 3))
  })

  test('is in no error where there is no answer', async () => {
    const { error } = await listFailure((_request, _response, socket) => void socket.destroy())
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(KEY)
    const unreachable = await errorOf(() => openStore('http://127.0.0.1:1').list())
    expect(inspect(unreachable, { depth: 20, showHidden: true })).not.toContain(KEY)
  })

  test.each([['a b'], ['a\nb'], ['a\r\nX-Evil: 1'], ['schlüssel'], ['a\0b'], ['a\u200bb']])(
    '%j: refused without its value',
    async (apiKey) => {
      const error = await errorOf(() => openStore('http://127.0.0.1:1', { apiKey }))
      expect(error).toMatchObject({ code: 'key-invalid', exitStatus: 4 })
      expect(error.message).toContain(SOURCE)
      expect(inspect(error)).not.toContain(apiKey)
    },
  )

  test.each([[''], ['  \n']])('%j: missing', async (apiKey) => {
    expect(await errorOf(() => openStore('http://127.0.0.1:1', { apiKey }))).toMatchObject({
      code: 'key-missing',
    })
  })
})
