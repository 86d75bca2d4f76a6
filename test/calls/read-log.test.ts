import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readCalls, shown } from './read-calls.ts'

const line = (fields: object): string => `${JSON.stringify(fields)}\n`
const call = (fields: object = {}): string =>
  line({ method: 'GET', url: 'https://a.example/x', agent: 'shop', time: '2026-11-01T10:00:00Z', ...fields })

describe('JSON lines: record → call', () => {
  test.each([
    ['plain', call(), 'GET https://a.example/x as shop'],
    ['the query goes', call({ url: 'https://a.example/x?a=b#c' }), 'GET https://a.example/x as shop'],
    ['so do user and password', call({ url: 'https://u:p@a.example/x' }), 'GET https://a.example/x as shop'],
    ['an @ in the path stays', call({ url: 'https://a.example/@me' }), 'GET https://a.example/@me as shop'],
    [
      'as policies read it',
      call({ method: 'get', url: 'HTTPS://A.Example:443' }),
      'GET https://a.example/ as shop',
    ],
    ['dot segments stay', call({ url: 'https://a.example/x/../y' }), 'GET https://a.example/x/../y as shop'],
    ['a tool', call({ tool: 'crm' }), 'GET https://a.example/x as shop by crm'],
    ['no tool', call({ tool: null }), 'GET https://a.example/x as shop'],
    [
      'a workload of a mesh',
      call({ agent: 'spiffe://cluster.local/ns/prod/sa/shop' }),
      'GET https://a.example/x as prod/shop',
    ],
  ])('%s', async (_what, log, wanted) => {
    expect(shown(await readCalls(log))).toEqual([wanted])
  })

  test('dotted paths, and keys that have dots themselves', async () => {
    const fields = { method: 'http.method', url: 'req.full', agent: 'labels.agent', time: '@timestamp' }
    const log =
      line({
        'http.method': 'PUT',
        req: { full: 'https://a.example/1' },
        labels: { agent: 'b' },
        '@timestamp': 1793527200,
      }) + line({ http: { method: 'PUT' }, req: { full: 'https://a.example/2' }, labels: { agent: 'b' } })
    const read = await readCalls(log, { fields })
    expect(shown(read)).toEqual(['PUT https://a.example/1 as b', 'PUT https://a.example/2 as b'])
    expect(read.calls.map(({ time }) => time)).toEqual([1793527200000, null])
  })

  test('--agent says whose calls those are that name nobody', async () => {
    const log = call({ agent: undefined }) + call({ agent: '-' }) + call()
    expect(shown(await readCalls(log, { agent: 'me' })).map((text) => text.split(' as ')[1])).toEqual([
      'me',
      'me',
      'shop',
    ])
  })
})

describe('documents that stand one behind the other', () => {
  const one = (url: string): string => call({ url: `https://a.example/${url}` }).trim()
  const har = (url: string): string =>
    JSON.stringify({
      log: { entries: [{ request: { method: 'GET', url: `https://a.example/${url}` } }], more: [1] },
    })
  const paths = ({ calls }: Awaited<ReturnType<typeof readCalls>>): readonly string[] =>
    calls.map(({ url }) => url.replace('https://a.example/', ''))

  test.each<[string, string, readonly string[], readonly string[]]>([
    ['a batch a line', `[${one('1')}]\n[${one('2')},${one('3')}]\n`, ['1', '2', '3'], []],
    ['lists without a line between', `[${one('1')}][${one('2')}]`, ['1', '2'], []],
    ['records behind a list', `[${one('1')}]\n${one('2')}\n${one('3')}\n`, ['1', '2', '3'], []],
    ['a record between lists', `[]\n${one('2')} [${one('3')}]`, ['2', '3'], []],
    ['an empty list, and a record', `[]\n${one('2')}\n`, ['2'], []],
    ['words behind a list', `[${one('1')}] nonsense "[\n[${one('2')}]`, ['1', '2'], ['1: it is not JSON']],
    [
      'a record that ends early',
      `[${one('1')}]\n${one('2').slice(0, -5)}`,
      ['1'],
      ['2: the log ends in the middle of its list of calls'],
    ],
    ['a number behind a list', `[${one('1')}]\n7\n`, ['1'], ['2: it is not JSON']],
    ['a HAR behind a HAR', `${har('1')}\n${har('2')}${har('3')}`, ['1', '2', '3'], []],
    [
      'a HAR, and an object without entries',
      `${har('1')}\n{"log":{}}\n${har('2')}`,
      ['1', '2'],
      ['2: it begins like a list of calls, but has none'],
    ],
  ])('%s', async (_what, log, wanted, skipped) => {
    const read = await readCalls(log, { agent: 'shop' })
    expect([paths(read), read.skipped]).toEqual([wanted, skipped])
    // The same where every byte comes alone.
    const apart = await readCalls(log, { agent: 'shop', piece: 1 })
    expect([paths(apart), apart.skipped]).toEqual([wanted, skipped])
  })
})

describe('what is not a call is told with its line, and the rest goes on', () => {
  test.each([
    ['no JSON', 'nonsense\n', 'it is not JSON'],
    ['half a record', '{"method":"GET","url":\n', 'it is not JSON'],
    ['a list', '[1]\n', 'it is not an object'],
    ['null', 'null\n', 'it is not an object'],
    ['zero bytes', '\0\0\0\n', 'it is not JSON'],
    ['no method', call({ method: undefined }), 'it has no method'],
    ['method null', call({ method: null }), 'it has no method'],
    ['method -', call({ method: '-' }), 'it has no method'],
    ['method empty', call({ method: '' }), 'it has no method'],
    ['method a number', call({ method: 7 }), 'its method is not a text'],
    ['method a sentence', call({ method: 'GET it' }), 'its method is not an HTTP method'],
    ['no URL', call({ url: undefined }), 'it has no URL'],
    ['URL an object', call({ url: {} }), 'its URL is not a text'],
    ['relative', call({ url: '/x' }), 'its URL is not absolute'],
    ['no host', call({ url: 'https:///x' }), 'its URL is not absolute'],
    ['white space', call({ url: 'https://a.example/x y' }), 'its URL has characters that no URL has'],
    ['a control', call({ url: 'https://a.example/\u001b[2J' }), 'its URL has characters that no URL has'],
    [
      'endless',
      call({ url: `https://a.example/${'x'.repeat(70_000)}` }),
      'its URL has more than 65536 characters',
    ],
    ['no agent', call({ agent: undefined }), 'it names no agent, and neither does --agent'],
    ['agent a list', call({ agent: ['shop'] }), 'its agent is not a text'],
    ['agent a control', call({ agent: 'a\nb' }), 'its agent is not a name'],
    ['tool an object', call({ tool: {} }), 'its tool is not a text'],
  ])('%s', async (_what, broken, reason) => {
    const read = await readCalls(call() + broken + call())
    expect(read.skipped).toEqual([`2: ${reason}`])
    expect(read.calls.map(({ line: number }) => number)).toEqual([1, 3])
  })

  test('a line of 10 MB is read, one of 17 MB is passed over', async () => {
    const read = await readCalls(
      call({ body: 'x'.repeat(10_000_000) }) + call({ body: 'x'.repeat(17_000_000) }) + call(),
    )
    expect(read.calls.map(({ line: number }) => number)).toEqual([1, 3])
    expect(read.skipped).toEqual(['2: it is longer than 16 MiB'])
  })

  test('what is no UTF-8 is not a URL', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"method":"GET","agent":"a","url":"https://a.example/'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}\n'),
    ])
    expect((await readCalls(bytes)).skipped).toEqual(['1: its URL has characters that no URL has'])
  })

  test('a mark of byte order, CRLF, empty lines and a last line without an end are no fault', async () => {
    const log = `\ufeff${call().replace('\n', '\r\n')}\r\n\n${call().trimEnd()}`
    const read = await readCalls(log)
    expect(read.calls.map(({ line: number }) => number)).toEqual([1, 4])
    expect(read.skipped).toEqual([])
  })

  test('lines before the first call may be of the program that writes the log', async () => {
    const read = await readCalls(line({ level: 'info', msg: 'starting' }) + call())
    expect(read.skipped).toEqual([
      '1: it is not a call: it has neither a method with a URL nor the parts of one',
    ])
    expect(read.calls).toHaveLength(1)
  })
})

describe('times', () => {
  test.each([
    ['2026-11-01T10:00:00Z', '2026-11-01T10:00:00.000Z'],
    ['2026-11-01T10:00:00.123456789+02:00', '2026-11-01T08:00:00.123Z'],
    ['2026-11-01 10:00:00', '2026-11-01T10:00:00.000Z'],
    ['2026-11-01', '2026-11-01T00:00:00.000Z'],
    [1793527200, '2026-11-01T10:00:00.000Z'],
    ['1793527200.5', '2026-11-01T10:00:00.500Z'],
    [1793527200123, '2026-11-01T10:00:00.123Z'],
    [1793527200123456, '2026-11-01T10:00:00.123Z'],
    ['1793527200123456789', '2026-11-01T10:00:00.123Z'],
  ])('%s', async (time, wanted) => {
    const [read] = (await readCalls(call({ time }))).calls
    expect(new Date(Math.floor(read?.time ?? 0)).toISOString()).toBe(wanted)
  })

  test.each([
    'yesterday',
    'call 7',
    '2026-99-01',
    '2026-02-30T10:00:00Z',
    '2026-11-31',
    '2026-02-29 10:00:00',
    '0000-01-01',
    '',
    -5,
    1e99,
    0,
    true,
    {},
    [[]],
  ])('%j is none: the call counts all the same', async (time) => {
    const read = await readCalls(call({ time }))
    expect(read.calls.map((one) => one.time)).toEqual([null])
    expect(read.untimed).toEqual([1])
  })
})

const ENVOY = {
  method: 'POST',
  authority: 'api.example:443',
  path: '/v1/x?token=1',
  scheme: 'https',
  'x-agent': 'shop',
  start_time: '2026-11-01T10:00:00.000Z',
  response_code: 200,
}

describe("Envoy's access log", () => {
  test('the parts make the URL', async () => {
    const read = await readCalls(line(ENVOY))
    expect(shown(read)).toEqual(['POST https://api.example/v1/x as shop'])
    expect(read.calls[0]?.time).toBe(Date.parse(ENVOY.start_time))
  })

  test('fields of the config go before the usual ones', async () => {
    const log = line({ ...ENVOY, 'x-agent': undefined, labels: { agent: 'b' } })
    expect(shown(await readCalls(log, { fields: { agent: 'labels.agent', time: '@timestamp' } }))).toEqual([
      'POST https://api.example/v1/x as b',
    ])
  })

  test.each([
    ['scheme', { scheme: undefined }, 'it has no scheme'],
    ['authority -', { authority: '-' }, 'it has no authority'],
    ['path of CONNECT', { path: '-' }, 'it has no path'],
    ['authority with a path', { authority: 'api.example/v1' }, 'its authority is not a host'],
    ['path a host', { path: 'api.example' }, 'its path does not begin with a slash'],
    ['agent -', { 'x-agent': '-' }, 'it names no agent, and neither does --agent'],
  ])('%s is not guessed', async (_what, fields, reason) => {
    expect((await readCalls(line(ENVOY) + line({ ...ENVOY, ...fields }))).skipped).toEqual([`2: ${reason}`])
  })
})

const HAR = {
  log: {
    version: '1.2',
    creator: { name: 'log', version: 'entries' },
    pages: [{ id: '1' }],
    entries: [
      {
        startedDateTime: '2026-11-01T10:00:00Z',
        request: { method: 'GET', url: 'https://a.example/1?q=1', headers: [{ name: 'a', value: '"}]' }] },
        response: { content: { text: '{"log":{"entries":[]}}' } },
      },
      { startedDateTime: '2026-11-01T10:00:01Z', request: { method: 'POST', url: 'https://a.example/2' } },
    ],
    comment: 'x',
  },
}

describe('HAR and lists', () => {
  const wanted = ['GET https://a.example/1 as me', 'POST https://a.example/2 as me']

  test.each([
    ['on one line', JSON.stringify(HAR)],
    ['pretty', JSON.stringify(HAR, null, 2)],
    ['with a mark of byte order', `\ufeff${JSON.stringify(HAR, null, 2)}`],
  ])('%s, in pieces of any size', async (_what, text) => {
    for (const piece of [1, 7, 64, 100_000])
      expect(shown(await readCalls(text, { agent: 'me', piece }))).toEqual(wanted)
  })

  test('an entry stands on the line where it begins', async () => {
    const { calls } = await readCalls(JSON.stringify(HAR, null, 2), { agent: 'me' })
    const lines = JSON.stringify(HAR, null, 2).split('\n')
    expect(calls.map(({ line: number }) => lines[number - 1])).toEqual(['      {', '      {'])
  })

  test('what is no entry is told', async () => {
    const entries = [null, 7, 'x', {}, HAR.log.entries[0], [], { request: { method: 'GET' } }]
    const read = await readCalls(JSON.stringify({ log: { entries } }), { agent: 'me' })
    expect(read.calls).toHaveLength(1)
    expect(read.skipped).toHaveLength(6)
  })

  test('cut off', async () => {
    const text = JSON.stringify(HAR, null, 2)
    const read = await readCalls(text.slice(0, text.indexOf('POST')), { agent: 'me' })
    expect(shown(read)).toEqual(wanted.slice(0, 1))
    expect(read.skipped).toEqual(['35: the log ends in the middle of its list of calls'])
  })

  test('a HAR without entries', async () => {
    expect((await readCalls('{"log":{"version":"1.2"}}')).skipped).toEqual([
      '1: it begins like a list of calls, but has none',
    ])
  })

  test('a list of calls, of approval requests', async () => {
    const request = {
      id: 'r',
      subject: 's',
      agent_id: 'shop',
      tool_id: 'stripe',
      tool_method: 'POST',
      tool_url: 'https://api.stripe.com/v1/x?k=1',
      created_at: '2026-11-01T10:00:00Z',
    }
    expect(shown(await readCalls(JSON.stringify([request], null, 1)))).toEqual([
      'POST https://api.stripe.com/v1/x as shop by stripe',
    ])
    expect(shown(await readCalls(line(request)))).toEqual([
      'POST https://api.stripe.com/v1/x as shop by stripe',
    ])
    expect(shown(await readCalls(`[${call().trim()},\n${call().trim()}]`))).toHaveLength(2)
    const { tool_url: _url, ...old } = request
    expect((await readCalls(JSON.stringify([request, old]))).skipped).toEqual(['1: it has no URL'])
  })

  const ENVOY = {
    method: 'GET',
    scheme: 'https',
    authority: 'a.example',
    path: '/v1',
    start_time: '2026-11-01T10:00:00Z',
    agent: 'shop',
  }
  test.each([
    ['x_envoy_original_path', {}],
    ['x-envoy-original-path', {}],
    ['method', { ':method': 'GET' }],
    ['scheme', { 'x-forwarded-proto': 'https' }],
    ['authority', { ':authority': 'a.example' }],
    ['agent', { x_agent_id: 'shop' }],
    ['start_time', { timestamp: '2026-11-01T10:00:00Z' }],
  ])('an access log writes - for %s, and another field has it', async (field, more) => {
    for (const placeholder of ['-', '']) {
      // The second line is read by the layout of the first.
      const log = line({ ...ENVOY, [field]: placeholder, ...more }).repeat(2)
      const { calls, skipped } = await readCalls(log, { agent: 'somebody-else' })
      expect(skipped).toEqual([])
      expect(calls).toHaveLength(2)
      for (const one of calls)
        expect(one).toMatchObject({
          ...{ method: 'GET', url: 'https://a.example/v1', agent: 'shop' },
          time: Date.parse('2026-11-01T10:00:00Z'),
        })
    }
  })

  test('a format that is named is not told by the content', async () => {
    expect((await readCalls(call(), { format: 'envoy' })).skipped).toEqual(['1: it has no scheme'])
  })
})

describe('gzip', () => {
  const log = Array.from({ length: 500 }, (_, index) => call({ url: `https://a.example/${index}` })).join('')

  test('of one and of several members', async () => {
    expect((await readCalls(gzipSync(log))).calls).toHaveLength(500)
    expect(
      (await readCalls(Buffer.concat([gzipSync(log), gzipSync(log)]), { piece: 100 })).calls,
    ).toHaveLength(1000)
  })

  test.each([1, 100, 100_000])('cut off: what came before counts (pieces of %i)', async (piece) => {
    const packed = gzipSync(log)
    const read = await readCalls(packed.subarray(0, packed.length - 20), { piece })
    expect(read.calls.length).toBeGreaterThan(400)
    expect(read.skipped).toHaveLength(1)
    expect(read.skipped[0]).toMatch(/^\d+: the gzip stream is damaged or cut off$/)
  })

  test.each([100, 100_000])('zeros behind it fill it up (pieces of %i)', async (piece) => {
    const read = await readCalls(Buffer.concat([gzipSync(log), Buffer.alloc(300)]), { piece })
    expect(read.calls).toHaveLength(500)
    expect(read.skipped).toEqual([])
  })

  test.each([
    ['garbage behind it', Buffer.concat([gzipSync(log), Buffer.from('garbage')])],
    ['zeros and garbage behind it', Buffer.concat([gzipSync(log), Buffer.from('\0\0garbage')])],
    ['damage within', gzipSync(log).map((byte, at) => (at === 1000 ? byte ^ 0xff : byte))],
  ])('%s is told, and the end comes', async (_what, packed) => {
    for (const piece of [100, 100_000])
      expect((await readCalls(packed, { piece })).skipped.at(-1)).toMatch(
        /the gzip stream is damaged or cut off|there is something after the gzip stream/,
      )
  })

  test('two bytes of it, and nothing', async () => {
    expect((await readCalls(gzipSync(log).subarray(0, 3))).skipped).toEqual([
      '1: the gzip stream is damaged or cut off',
    ])
    expect((await readCalls('')).skipped).toEqual([])
  })

  test('a HAR in it', async () => {
    expect((await readCalls(gzipSync(JSON.stringify(HAR)), { agent: 'me', piece: 10 })).calls).toHaveLength(2)
  })
})

test('binary is not a call, and the end comes', async () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 256)
  const read = await readCalls(bytes)
  expect(read.calls).toEqual([])
  expect(read.skipped.length).toBeGreaterThan(0)
})
