import { describe, expect, test } from 'vitest'
import { jsonEscaped } from '../support/output/json-escaped.ts'
import { type Reply, serve } from '../support/servers/http-server.ts'
import { errorOf, KEY, openStore } from './open-store.ts'

const SPEC = { policies: [{ permission: 'deny' }] }
const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

async function storeAnswering(reply: Reply) {
  const server = await serve(reply)
  return openStore(`${server.url}/api`)
}

const withSpec = (spec: unknown) => [{ name: 'p', spec }]
const withRule = (rule: unknown) => withSpec({ policies: [rule] })
const withRoute = (route: unknown) => withSpec({ ...SPEC, approvals: [route] })

describe('an entry without a name: it keeps nobody from the others', () => {
  test.each<[unknown]>([[{ spec: SPEC }], [{ name: null }], [{ name: 7, spec: SPEC }], ['x'], [null], [[]]])(
    '%j',
    async (odd) => {
      const store = await storeAnswering({ body: JSON.stringify([{ name: 'q', spec: SPEC }, odd]) })
      expect(await store.list()).toEqual([
        {
          name: '(entry 1 of the list)',
          spec: { policies: [] },
          usedBy: null,
          fault: 'it has no name',
        },
        { name: 'q', spec: SPEC, usedBy: null },
      ])
    },
  )
})

describe('a policy that policyctl cannot rely on: listed with its fault, beside the others', () => {
  test.each<[unknown, string]>([
    [[{ name: 'p' }], 'spec is missing'],
    [withSpec([]), 'spec is a list'],
    [withSpec({ policies: {} }), 'spec.policies is an object, not a list'],
    [withSpec({ policies: [SPEC, 'x'] }), 'spec.policies[0].permission is missing'],
    [withRule('allow'), 'spec.policies[0] is a string'],
    [withRule({ permission: 'deny', operations: 'GET' }), 'operations is a string, not a list'],
    [withRule({ permission: 'deny', operations: [null] }), 'operations[] is null, not a text'],
    [withRule({ permission: 'deny', tags: [1] }), 'tags[] is a number'],
    [withRule({ permission: 'deny', resource: {} }), 'resource is an object'],
    [withRoute('x'), 'spec.approvals[0] is a string'],
    [withRoute({ name: [] }), 'approvals[0].name is a list'],
    [withRoute({ toolIds: [{}] }), 'toolIds[] is an object'],
    [withRoute({ approvers: ['g'] }), 'approvers is a list'],
    [withRoute({ approvers: { groups: 'g' } }), 'groups is a string'],
    [withRoute({ approvers: { match: 'two' } }), 'match is neither any nor all'],
    [withRoute({ delivery: { fallbackToUI: 'yes' } }), 'fallbackToUI is a string, not true or false'],
    [withRoute({ delivery: { connectors: [[]] } }), 'connectors[] is a list'],
    [withSpec({ ...SPEC, approvals: {} }), 'approvals is an object'],
    [`[{"name":"p","spec":{"policies":[],"__proto__":{"x":1}}}]`, 'a field called __proto__'],
    [`[{"name":"p","spec":{"policies":[],"x":${deep(100_000)}}}]`, 'nested deeper than 32 levels'],
    [[{ name: 'p', spec: SPEC, used_by: {} }], 'used_by is an object'],
    [[{ name: 'p', spec: SPEC, used_by: ['a'] }], 'used_by[0] is a string'],
    [[{ name: 'p', spec: SPEC, used_by: [{ namespace: 'a' }] }], 'used_by[0].name is missing'],
    [
      [
        { name: 'p', spec: SPEC },
        { name: 'p', spec: SPEC },
      ],
      'the list has it twice',
    ],
  ])('%j', async (body, fact) => {
    const odd = typeof body === 'string' ? body.slice(1, -1) : JSON.stringify(body).slice(1, -1)
    const store = await storeAnswering({ body: `[${odd},{"name":"q","spec":${JSON.stringify(SPEC)}}]` })
    expect(await store.list()).toEqual([
      {
        name: 'p',
        spec: { policies: [] },
        usedBy: expect.toSatisfy((users) => !users?.length),
        fault: expect.stringContaining(fact),
      },
      { name: 'q', spec: SPEC, usedBy: null },
    ])
  })

  test('who uses it is told all the same, as far as that can be read', async () => {
    const used_by = [{ name: 'a', namespace: 'n' }, 7]
    const store = await storeAnswering({ body: [{ name: 'p', spec: [], used_by }] as never })
    expect(await store.list()).toMatchObject([{ name: 'p', usedBy: ['n/a'] }])
  })
})

test('[] is a workspace without a policy', async () => {
  expect(await (await storeAnswering({ body: '[]' })).list()).toEqual([])
})

test('lists that are null are empty ones', async () => {
  const body = [
    {
      name: 'p',
      spec: { policies: [{ permission: 'deny', operations: null }], approvals: null },
      used_by: null,
    },
  ]
  expect(await (await storeAnswering({ body: body as never })).list()).toEqual([
    { name: 'p', spec: SPEC, usedBy: null },
  ])
  expect(await (await storeAnswering({ body: 'null' })).agents()).toEqual([])
})

describe('a list that policyctl cannot rely on: refused with the fact', () => {
  test.each<[unknown, string]>([
    ['"policies"', 'is a string, not an object'],
    ['7', 'is a number'],
    ['null', 'the list of policies is null, which does not say whether the workspace is empty'],
    ['{}', 'the list of policies is an object'],
    ['{"items":null}', 'the list of policies is an object'],
    ['{"items":{}}', 'the list of policies is an object'],
    ['""', 'is a string'],
    ['false', 'is a boolean'],
    [{ name: 'p' }, 'the list of policies is an object'],
    [[null], 'a policy is null'],
    [['p'], 'a policy is a string'],
    [[[]], 'a policy is a list'],
    [[{ spec: SPEC }], 'the name of a policy is missing'],
    [[{ name: 7, spec: SPEC }], 'the name of a policy is a number'],
  ])('%j', async (body, fact) => {
    const error = await errorOf(async () => (await storeAnswering({ body: body as never })).list())
    expect(error).toMatchObject({ code: 'answer-invalid', kind: 'unavailable', status: 200 })
    expect(error.message).toContain(fact)
  })

  test.each([
    ['../agents'],
    ['..'],
    ['.'],
    [''],
    ['a/b'],
    ['a\\b'],
    ['%2e%2e'],
    ['a%2fb'],
    ['A'],
    ['ａ'],
    ['а'],
    ['a b'],
    ['a\n'],
    ['a?x'],
    ['a#x'],
    ['a;x'],
    ['x'.repeat(254)],
    ['\u202ea'],
    ['__proto__/..'],
  ])('the name %j is listed with its fault, and nothing of it is believed', async (name) => {
    const store = await storeAnswering({
      body: [
        { name, spec: SPEC },
        { name: 'p', spec: SPEC },
      ],
    })
    const [odd, ...others] = (await store.list()).toSorted((a) => (a.fault === undefined ? 1 : -1))
    expect(odd).toMatchObject({ fault: 'its name is not safe in a URL path', spec: { policies: [] } })
    expect(others).toMatchObject([{ name: 'p', spec: SPEC }])
  })

  test.each(['audit', 'Allow', 'constructor'])(
    'the permission %j is one that a server may know: listed with its fault',
    async (permission) => {
      const store = await storeAnswering({ body: withRule({ permission }) as never })
      expect(await store.list()).toMatchObject([
        {
          name: 'p',
          fault: expect.stringContaining(`is '${permission}', which is none of`),
          spec: { policies: [] },
        },
      ])
    },
  )

  test.each([
    ['<html><body>Sign in</body></html>', 'HTML or XML'],
    ['  <?xml version="1.0"?>', 'HTML or XML'],
    ['[{"name":"p","spec":{"pol', 'JSON that is damaged or cut off'],
    ['{"a":1}}', 'JSON that is damaged or cut off'],
    ['hello', 'text that is not JSON'],
    ['', 'an empty body'],
    [new Uint8Array([0x5b, 0x22, 0xff, 0x22, 0x5d]), 'bytes that are not UTF-8'],
  ])('%j: not JSON', async (body, what) => {
    const error = await errorOf(async () => (await storeAnswering({ body })).list())
    expect(error).toMatchObject({ code: 'answer-not-json', kind: 'unavailable' })
    expect(`${error.message} ${error.hint}`).toContain(what)
    expect(error.hint).toContain('base URL')
  })

  test('deep JSON outside of any policy', async () => {
    const error = await errorOf(async () => (await storeAnswering({ body: deep(200_000) })).list())
    expect(error).toMatchObject({ code: 'answer-invalid' })
  })

  test('too large', async () => {
    const piece = Buffer.alloc(4 * 1024 * 1024, ' ')
    const server = await serve((_request, response) => {
      const pour = (): void => {
        while (!response.destroyed && response.write(piece));
        if (!response.destroyed) response.once('drain', pour)
      }
      pour()
      return undefined
    })
    const error = await errorOf(() => openStore(`${server.url}/api`).list())
    expect(error).toMatchObject({ code: 'answer-too-large', kind: 'unavailable' })
    expect(error.hint).toContain('nothing was changed')
  })
})

describe('an answer that quotes the key is not read, however it is escaped', () => {
  const escaped = jsonEscaped(KEY)
  test.each([
    ['a name', `[{"name":"${escaped}","spec":{"policies":[]}}]`],
    ['a permission', `[{"name":"p","spec":{"policies":[{"permission":"${escaped}"}]}}]`],
    ['a resource', `[{"name":"p","spec":{"policies":[{"permission":"deny","resource":"h/${escaped}"}]}}]`],
    ['a field', `[{"name":"p","spec":{"policies":[],"${escaped}":1}}]`],
    ['an agent', `[{"name":"p","spec":{"policies":[]},"used_by":[{"name":"${escaped}"}]}]`],
    ['in part', `[{"name":"p","spec":{"policies":[],"x":"${KEY.slice(0, 9)}${jsonEscaped(KEY.slice(9))}"}}]`],
    [
      'capitals',
      `[{"name":"p","spec":{"policies":[],"x":"${escaped.replace(/[a-f](?=\\|$)/g, (c) => c.toUpperCase())}"}}]`,
    ],
  ])('%s', async (_where, body) => {
    expect(JSON.stringify(JSON.parse(body))).toContain(KEY)
    const error = await errorOf(async () => (await storeAnswering({ body })).list())
    expect(error).toMatchObject({ code: 'answer-not-json' })
    expect(error.message).toContain('a text that quotes the API key')
  })
})

describe('a page is never taken for the whole', () => {
  const policies = [{ name: 'p', spec: SPEC }]
  test.each<[string, Reply]>([
    ['items and next', { body: { items: policies, next: '/policies?page=2' } }],
    ['policies around', { body: { policies, total: 1 } }],
    ['an empty page', { body: { data: [], next_cursor: null } }],
    ['a Link', { body: policies, headers: { link: '</policies?page=2>; rel="next"' } }],
    ['a Link among others', { body: policies, headers: { link: '</a>; rel=prev, </b>; rel=next' } }],
    ['X-Next-Page', { body: policies, headers: { 'x-next-page': '2' } }],
    ['X-Total-Count', { body: policies, headers: { 'x-total-count': '2' } }],
    ['X-Total', { body: policies, headers: { 'x-total': '9' } }],
    ['Total-Count', { body: policies, headers: { 'total-count': '9' } }],
    ['X-Total-Pages', { body: policies, headers: { 'x-total-pages': '3' } }],
    ['X-Has-More', { body: policies, headers: { 'x-has-more': 'true' } }],
    ['X-Next-Cursor', { body: policies, headers: { 'x-next-cursor': 'abc' } }],
    ['X-Next-Page-Token', { body: policies, headers: { 'x-next-page-token': 'abc' } }],
    ['Next-Page', { body: policies, headers: { 'next-page': '2' } }],
    ['X-Continuation-Token', { body: policies, headers: { 'x-continuation-token': 'abc' } }],
    ['a total in JSON', { body: policies, headers: { 'x-pagination': '{"TotalCount":9,"PageSize":1}' } }],
    ['more in JSON', { body: policies, headers: { 'x-pagination': '{"hasNext":true}' } }],
    ['partial content', { status: 206, body: policies }],
    ['a range', { body: policies, headers: { 'content-range': 'items 0-0/2' } }],
  ])('%s', async (_name, reply) => {
    const error = await errorOf(async () => (await storeAnswering(reply)).list())
    expect(error).toMatchObject({ code: 'answer-paginated', kind: 'refused' })
  })

  const agents = [{ name: 'x', namespace: 'default' }]
  test.each<[string, Reply]>([
    ['a Link', { body: agents, headers: { link: '</agents?page=2>; rel="next"' } }],
    ['X-Total-Count', { body: agents, headers: { 'x-total-count': '2' } }],
    ['partial content', { status: 206, body: agents }],
    ['an object around', { body: { items: agents, next: 2 } }],
  ])('of agents, tools and connectors: %s', async (_name, reply) => {
    const store = await storeAnswering(reply)
    expect([await store.agents(), await store.tools(), await store.connectors()]).toEqual([null, null, null])
    const code = 'body' in reply && Array.isArray(reply.body) ? 'answer-paginated' : 'answer-invalid'
    expect(await errorOf(() => store.approvalRequests())).toMatchObject({ code })
  })

  test.each<[string, Reply]>([
    ['a Link that is no next', { body: policies, headers: { link: '</docs>; rel="help"' } }],
    ['an empty X-Next-Page', { body: policies, headers: { 'x-next-page': '' } }],
    ['a fitting X-Total-Count', { body: policies, headers: { 'x-total-count': '1' } }],
    ['one page', { body: policies, headers: { 'x-total-pages': '1', 'x-has-more': 'false' } }],
    ['no next cursor', { body: policies, headers: { 'x-next-cursor': 'null' } }],
    ['all in JSON', { body: policies, headers: { 'x-pagination': '{"total":1,"next":null}' } }],
    ['headers of something else', { body: policies, headers: { 'x-nextjs-cache': 'HIT', pages: 'none' } }],
  ])('%s: whole', async (_name, reply) => {
    expect(await (await storeAnswering(reply)).list()).toHaveLength(1)
  })
})

describe('what servers may add or leave out', () => {
  test('nulls of empty lists, fields of the server, absent rules', async () => {
    const spec = {
      policies: [{ permission: 'deny', operations: null, tags: null, resource: '', id: 'r1' }],
      approvals: [{ toolIds: null, approvers: null, delivery: null }],
      revision: { by: null, n: 3 },
    }
    const store = await storeAnswering({
      body: [
        { name: 'b', spec },
        { name: 'a', spec: {}, status: { ready: true } },
        { name: 'translate', spec: { policies: null } },
      ],
    })
    expect(await store.list()).toEqual([
      { name: 'a', spec: { policies: [] }, usedBy: null, readiness: { isReady: true, message: '' } },
      {
        name: 'b',
        spec: {
          policies: [{ permission: 'deny', resource: '', id: 'r1' }],
          approvals: [{}],
          revision: { n: 3 },
        },
        usedBy: null,
      },
      { name: 'translate', spec: { policies: [] }, usedBy: null },
    ])
  })

  test('the answer of a write is about the policy that was written, or not relied on', async () => {
    const policy = { name: 'p', spec: { policies: [{ permission: 'deny' as const }] } }
    for (const body of [{ name: 'q', spec: SPEC }, {}, { status: 'ok' }, [policy]]) {
      const store = await storeAnswering({ body })
      for (const run of [() => store.create(policy), () => store.replace(policy), () => store.get('p')])
        expect(await errorOf(run)).toMatchObject({ code: 'answer-invalid', kind: 'unavailable' })
    }
  })

  test.each([
    [{ status: 204 }, null],
    [{ body: { status: 'deleted' } }, null],
    [{ body: { status: 'pending' } }, 'answer-invalid'],
    [{ body: {} }, 'answer-invalid'],
    [{ body: '<html>' }, 'answer-not-json'],
    [{ body: '' }, 'answer-not-json'],
  ])('delete: %j → %s', async (reply, code) => {
    const store = await storeAnswering(reply)
    if (code === null) await store.delete('p')
    else expect(await errorOf(() => store.delete('p'))).toMatchObject({ code, kind: 'unavailable' })
  })

  test('a translation: known fields only, wrong ones refused', async () => {
    const rules = [{ permission: 'allow', operations: ['GET'], why: 'x', resource: null }, {}]
    expect(await (await storeAnswering({ body: { rules } })).translate('x')).toEqual({
      rules: [{ permission: 'allow', operations: ['GET'] }, {}],
      notUnderstood: [],
    })
    expect(await (await storeAnswering({ body: { rules: null } })).translate('x')).toEqual({
      rules: [],
      notUnderstood: [],
    })
    for (const body of [
      [],
      { rules: {} },
      { rules: ['x'] },
      { rules: [{ permission: 'maybe' }] },
      { rules: [{ operations: 'GET' }] },
    ])
      expect(await errorOf(async () => (await storeAnswering({ body })).translate('x'))).toMatchObject({
        code: 'answer-invalid',
      })
  })
})

test.each([
  [
    'words, as the emulator sends them',
    encodeURIComponent('["€ 50","on weekdays"]'),
    ['€ 50', 'on weekdays'],
  ],
  ['another form', 'on weekdays', ['on weekdays']],
  ['no list', '%7B%7D', ['%7B%7D']],
  ['a broken escape', '%', ['%']],
  ['the key', encodeURIComponent(JSON.stringify([`key ${KEY}`])), ['key [key]']],
])('words that the server did not understand: %s', async (_, header, notUnderstood) => {
  const store = await storeAnswering({
    body: { rules: [] },
    headers: { 'x-policyctl-not-understood': header },
  })
  expect(await store.translate('x')).toEqual({ rules: [], notUnderstood })
})

describe('a name that cannot travel in a path is refused before any request', () => {
  test.each([
    ['../agents'],
    ['%2e%2e'],
    ['..'],
    ['.'],
    ['translate'],
    ['a/b'],
    ['A'],
    ['ａgents'],
    [''],
    ['a?b'],
  ])('%j', async (name) => {
    const server = await serve({ body: [] })
    const store = openStore(`${server.url}/api`)
    const policy = { name, spec: { policies: [{ permission: 'deny' as const }] } }
    for (const run of [
      () => store.get(name),
      () => store.create(policy),
      () => store.replace(policy),
      () => store.delete(name),
    ])
      expect(await errorOf(run)).toMatchObject({
        code: 'name-unsafe',
        exitStatus: 4,
        kind: 'refused',
        status: null,
      })
    expect(server.requests).toEqual([])
    expect(store.requests).toBe(0)
  })
})
