/** What fleets come to, the plain ones and those that are meant to mislead. */
import { expect, test } from 'vitest'
import type { FleetProposal } from '../../../src/fleet/infer/fleet-proposal.ts'
import { inferFleet } from '../../../src/fleet/infer/infer-fleet.ts'
import type { Spec } from '../../../src/policy/policy.ts'
import { spec } from '../../support/builders/specs.ts'

type Policies = Readonly<Record<string, Spec>>

const get = (host: string, path = ''): Spec => spec(`allow GET https://${host}/${path}*`)
/** A policy for each letter, on one host. */
const on = (host: string, letters = 'abc'): Policies =>
  Object.fromEntries([...letters].map((letter) => [letter, get(host, letter)]))
const asks = (letters: string, groups: Readonly<Record<string, string>> = {}): Policies =>
  Object.fromEntries(
    [...letters].map((letter) => [
      letter,
      {
        ...get('x.io', letter),
        approvals: [{ approvers: { groups: [groups[letter] ?? groups.all ?? 'x'] } }],
      },
    ]),
  )

function inferred(
  fleet: Readonly<Record<string, Policies>>,
  guarded = { resources: [] as string[], groups: [] as string[] },
) {
  const copies = Object.entries(fleet).map(([name, own]) => ({
    name,
    policies: new Map(Object.entries(own)),
  }))
  return inferFleet(copies, guarded)
}

/** `base[a b]`, `dev: base -c host a.io→b.io`. */
function shape({ layers, targets, maps }: FleetProposal): readonly string[] {
  return [
    ...layers.map(({ name, policies }) => `${name}[${policies.map((one) => one.name).join(' ')}]`),
    ...targets.map(({ name, layers: own, without }) =>
      [
        `${name}: ${own.join(' ')}`,
        ...without.map((policy) => `-${policy}`),
        ...maps.filter(({ target }) => target === name).map(({ kind, from, to }) => `${kind} ${from}→${to}`),
      ].join(' '),
    ),
  ]
}

test.each<[string, Readonly<Record<string, Policies>>, readonly string[]]>([
  [
    'equal everywhere: base and nothing else',
    { dev: on('a.io'), prod: on('a.io') },
    ['base[a b c]', 'dev: base', 'prod: base'],
  ],
  [
    'one host is another one in three places: a map, production names the files',
    { dev: on('t.io'), prod: on('a.io') },
    ['base[a b c]', 'dev: base hosts a.io→t.io', 'prod: base'],
  ],
  [
    'seen in two places only: no map, copies',
    { dev: on('t.io', 'ab'), prod: on('a.io', 'ab') },
    ['dev[a b]', 'prod[a b]', 'dev: dev', 'prod: prod'],
  ],
  [
    'a map that almost fits, one place keeps the name: no map',
    { dev: { ...on('t.io', 'abcd'), e: get('a.io', 'e') }, prod: on('a.io', 'abcde') },
    ['base[e]', 'dev[a b c d]', 'prod[a b c d]', 'dev: base dev', 'prod: base prod'],
  ],
  [
    'a map that almost fits, one place has a third name: no map',
    { dev: { ...on('t.io', 'abcd'), e: get('u.io', 'e') }, prod: on('a.io', 'abcde') },
    ['dev[a b c d e]', 'prod[a b c d e]', 'dev: dev', 'prod: prod'],
  ],
  [
    'two names would become one: no map',
    { dev: on('t.io', 'abcdef'), prod: { ...on('a.io', 'abc'), ...on('b.io', 'def') } },
    ['dev[a b c d e f]', 'prod[a b c d e f]', 'dev: dev', 'prod: prod'],
  ],
  [
    'two hosts that swap: no map, since base would name the wrong one',
    {
      dev: { ...on('b.io', 'abc'), ...on('a.io', 'def') },
      prod: { ...on('a.io', 'abc'), ...on('b.io', 'def') },
    },
    ['dev[a b c d e f]', 'prod[a b c d e f]', 'dev: dev', 'prod: prod'],
  ],
  [
    'a group called like a host: each kind by itself',
    { dev: asks('abc', { all: 'x.io' }), prod: asks('abc', { all: 'finance' }) },
    ['base[a b c]', 'dev: base groups finance→x.io', 'prod: base'],
  ],
  [
    'a host behind a star: no map',
    { dev: { ...on('t.io'), s: get('*.io') }, prod: { ...on('a.io'), s: get('*.io') } },
    ['base[s]', 'dev[a b c]', 'prod[a b c]', 'dev: base dev', 'prod: base prod'],
  ],
  [
    'a pattern for every host stays for every host: the map holds',
    { dev: { ...on('t.io'), s: get('*') }, prod: { ...on('a.io'), s: get('*') } },
    ['base[a b c s]', 'dev: base hosts a.io→t.io', 'prod: base'],
  ],
  [
    'targets that share nothing: a layer each',
    { dev: on('a.io', 'ab'), prod: on('b.io', 'cd') },
    ['dev[a b]', 'prod[c d]', 'dev: dev', 'prod: prod'],
  ],
  [
    'one target empty: it drops nothing, it lists nothing',
    { dev: {}, staging: on('a.io'), prod: on('a.io') },
    ['base[a b c]', 'dev[]', 'dev: dev', 'staging: base', 'prod: base'],
  ],
  ['all empty', { dev: {}, prod: {} }, ['dev[]', 'prod[]', 'dev: dev', 'prod: prod']],
  ['one target alone', { prod: on('a.io', 'ab') }, ['prod[a b]', 'prod: prod']],
  [
    'one of four lacks a policy: without, and not three copies',
    { dev: on('a.io', 'ab'), test: on('a.io'), staging: on('a.io'), prod: on('a.io') },
    ['base[a b c]', 'dev: base -c', 'test: base', 'staging: base', 'prod: base'],
  ],
  [
    'a part of the names shares a policy: a layer of that name',
    {
      'dev-eu': on('a.io', 'ag'),
      'prod-eu': on('a.io', 'ag'),
      'dev-us': on('a.io', 'a'),
      'prod-us': on('a.io', 'a'),
    },
    ['base[a]', 'eu[g]', 'dev-eu: base eu', 'prod-eu: base eu', 'dev-us: base', 'prod-us: base'],
  ],
  [
    'targets whose names say nothing share enough: a layer by content',
    { red: on('a.io', 'aefg'), blue: on('a.io', 'aefg'), sun: on('a.io', 'a'), moon: on('a.io', 'a') },
    ['base[a]', 'shared-1[e f g]', 'red: base shared-1', 'blue: base shared-1', 'sun: base', 'moon: base'],
  ],
  [
    'a stranger beside equal ones: it does not drop what it never had',
    { dev: on('a.io'), staging: on('a.io'), prod: on('a.io'), lab: on('b.io', 'xyz') },
    ['base[a b c]', 'lab[x y z]', 'dev: base', 'staging: base', 'prod: base', 'lab: lab'],
  ],
  [
    'a target called like a part of the others keeps its name for itself',
    { eu: on('a.io', 'ag'), 'dev-eu': on('a.io', 'ag'), 'prod-eu': on('a.io', 'ag'), us: on('a.io', 'a') },
    ['base[a]', 'eu-all[g]', 'eu: base eu-all', 'dev-eu: base eu-all', 'prod-eu: base eu-all', 'us: base'],
  ],
])('%s', (_name, fleet, expected) => {
  expect(shape(inferred(fleet))).toEqual(expected)
})

test.each([
  ['the new name of a host', { resources: ['https://t.io/*'], groups: [] }],
  ['either host behind a star', { resources: ['https://*.io/*'], groups: [] }],
])('a guardrail that names %s: no map', (_name, guarded) => {
  const { maps } = inferred({ dev: on('t.io'), prod: on('a.io') }, guarded)
  expect(maps).toEqual([])
})

test('a host in other letters would not come back as it is: no map of it', () => {
  const { maps } = inferred({ dev: { ...on('t.io'), d: get('T.io', 'd') }, prod: on('a.io', 'abcd') })
  expect(maps).toEqual([])
})

test('a copy of a shared policy knows what it replaces; rules in another order are the same policy', () => {
  const two = spec('allow GET https://a.io/1', 'deny GET https://a.io/2')
  const turned = spec('deny GET https://a.io/2', 'allow GET https://a.io/1')
  const other = spec('allow GET https://a.io/1')
  const { layers } = inferred({ dev: { p: two }, staging: { p: turned }, prod: { p: other } })
  expect(layers.map(({ name, policies }) => [name, policies[0]?.replaces])).toEqual([
    ['base', null],
    ['prod', two],
  ])
})
