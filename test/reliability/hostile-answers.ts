/** Answers that no honest server sends, made from honest ones. */
import fc from 'fast-check'
import type { Reply } from '../support/servers/http-server.ts'

const SPEC = {
  policies: [
    { permission: 'allow', operations: ['GET'], resource: 'https://a.example/*', tags: ['t'] },
    { permission: 'approval_required' },
  ],
  approvals: [
    {
      name: 'r',
      toolIds: ['x'],
      capabilities: ['c'],
      operations: ['GET'],
      resource: 'https://a.example/*',
      tags: ['t'],
      approvers: { groups: ['g'], match: 'all' },
      defaultDuration: '4h',
      delivery: { connectors: ['s'], mode: 'first_success', fallbackToUI: true },
    },
  ],
}
const POLICY = {
  name: 'p',
  namespace: 'default',
  spec: SPEC,
  status: { ready: true },
  used_by: [{ name: 'a', namespace: 'n' }],
}
/** What an honest server answers to each call. */
const HONEST = {
  list: [POLICY, { ...POLICY, name: 'q' }],
  policy: POLICY,
  deleted: { status: 'deleted' },
  rules: { rules: [SPEC.policies[0], {}] },
  neighbours: [
    {
      id: 't',
      name: 'n',
      spec: {
        connection: { baseUrl: 'https://a.example', port: 443, scheme: 'HTTPS' },
        riskTags: ['x'],
        capabilities: [{ name: 'c', method: 'GET', path: '/', riskTags: ['y'] }],
      },
      namespace: 'x',
    },
  ],
}
export type AnswerKind = keyof typeof HONEST

const DEEP = '@@deep@@'
const unsafeName = fc.constantFrom(
  '../agents',
  '%2e%2e',
  '..',
  '.',
  '',
  'translate',
  'A',
  'ａ',
  'a/b',
  'a\0',
  '__proto__',
  'constructor',
  '\u202ep',
  'x'.repeat(300),
)
const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, false, 0, -1, 1e308, '', 'null', [], {}, [[]], [null], { __proto__: null }),
  unsafeName,
  fc.string({ unit: 'binary' }),
  fc.jsonValue(),
  fc.integer({ min: 1, max: 60 }).map(nested),
  fc.constant(DEEP),
)

function nested(levels: number): unknown {
  let value: unknown = 'x'
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { policies: value }
  return value
}

/** One change somewhere inside: the numbers lead to the place, the junk goes there. */
interface Change {
  readonly steps: readonly number[]
  readonly act: 'replace' | 'add' | 'remove' | 'repeat'
  readonly junk: unknown
}

function changed(value: unknown, change: Change): unknown {
  const [step, ...rest] = change.steps
  if (step === undefined || typeof value !== 'object' || value === null) return change.junk
  const deeper = (child: unknown): unknown => changed(child, { ...change, steps: rest })
  return Array.isArray(value)
    ? changedList(value, step, rest.length === 0 ? change : null, deeper)
    : changedObject(value, step, rest.length === 0 ? change : null, deeper)
}

/** `here` is the change that is due at this level, null where it is further down. */
type Deeper = (child: unknown) => unknown

function changedList(list: readonly unknown[], step: number, here: Change | null, deeper: Deeper): unknown {
  const index = step % Math.max(1, list.length)
  if (here === null) return list.map((item, at) => (at === index ? deeper(item) : item))
  if (list.length === 0) return [here.junk]
  if (here.act === 'remove') return list.toSpliced(index, 1)
  if (here.act === 'repeat') return [...list, list[index]]
  return here.act === 'add' ? [...list, here.junk] : list.with(index, here.junk)
}

function changedObject(fields: object, step: number, here: Change | null, deeper: Deeper): unknown {
  const entries = Object.entries(fields)
  const index = step % Math.max(1, entries.length)
  if (here === null)
    return Object.fromEntries(entries.map(([key, child], at) => [key, at === index ? deeper(child) : child]))
  if (here.act === 'remove') return Object.fromEntries(entries.toSpliced(index, 1))
  const key = here.act === 'add' ? (step % 2 === 0 ? '__proto__' : 'next') : (entries[index]?.[0] ?? 'x')
  return Object.fromEntries([...entries.filter(([other]) => other !== key), [key, here.junk]])
}

const change: fc.Arbitrary<Change> = fc.record({
  steps: fc.array(fc.nat(30), { minLength: 1, maxLength: 6 }),
  act: fc.constantFrom<Change['act']>('replace', 'replace', 'add', 'remove', 'repeat'),
  junk,
})

/** JSON of an honest answer with a few changes; the marker becomes nesting that no stack survives. */
function wrongText(kind: AnswerKind): fc.Arbitrary<string> {
  const changes = fc.array(change, { minLength: 0, maxLength: 2 })
  return fc
    .tuple(changes, fc.integer({ min: 33, max: 20_000 }))
    .map(
      ([list, levels]) =>
        [JSON.stringify(list.reduce<unknown>(safely, HONEST[kind])) ?? 'null', levels] as const,
    )
    .map(([text, levels]) => text.replace(`"${DEEP}"`, `${'['.repeat(levels)}${']'.repeat(levels)}`))
}

function safely(value: unknown, item: Change): unknown {
  return Array.isArray(value) && value.length === 0 ? item.junk : changed(value, item)
}

function bodyOf(kind: AnswerKind): fc.Arbitrary<string | Uint8Array> {
  return fc.oneof(
    { weight: 20, arbitrary: wrongText(kind) },
    // Cut off anywhere.
    {
      weight: 2,
      arbitrary: fc.tuple(wrongText(kind), fc.nat(400)).map(([text, length]) => text.slice(0, length)),
    },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '<!doctype html><html><body>Sign in</body></html>',
        '\ufeff[]',
        '[]\n[]',
        'NaN',
        '[1e999]',
        '"\\ud800"',
        '\u001b[2J',
      ),
    },
    {
      weight: 1,
      arbitrary: fc
        .integer({ min: 1, max: 500 })
        .map((count) =>
          JSON.stringify(Array.from({ length: count }, (_, index) => ({ ...POLICY, name: `p-${index}` }))),
        ),
    },
  )
}

const status = fc.oneof(
  { weight: 9, arbitrary: fc.constant(200) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      201,
      202,
      204,
      206,
      299,
      301,
      302,
      304,
      400,
      401,
      403,
      404,
      405,
      408,
      409,
      418,
      429,
      451,
      500,
      502,
      503,
      599,
      999,
    ),
  },
)
const headers = fc.oneof(
  { weight: 9, arbitrary: fc.constant<Record<string, string>>({}) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Record<string, string>>(
      { 'retry-after': 'soon' },
      { 'retry-after': '9'.repeat(50) },
      { link: '<x>; rel=next' },
      { link: ';;;,' },
      { location: '/\u00ff' },
      { location: 'javascript:1' },
      { 'content-type': 'text/html; charset=\u00ff' },
      { 'content-encoding': 'gzip' },
      { 'x-total-count': 'NaN' },
      { 'x-total-count': '-1' },
    ),
  },
)

export function hostileReply(kind: AnswerKind): fc.Arbitrary<Reply> {
  return fc.record({ status, headers, body: bodyOf(kind) })
}
