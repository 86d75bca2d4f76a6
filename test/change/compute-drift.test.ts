import { describe, expect, test } from 'vitest'
import { computeDrift } from '../../src/change/compute-drift.ts'
import type { ShownSpec } from '../../src/policy/ledger-snapshot.ts'
import type { LivePolicy } from '../../src/policy/live-policy.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { ledgerOf } from '../support/builders/specs.ts'

const OPEN: Spec = {
  policies: [{ permission: 'allow', operations: ['GET', 'PUT'], resource: 'https://a.io/*' }],
}
const SAME = {
  policies: [{ resource: 'https://a.io/*', permission: 'allow', operations: ['put', 'GET'], tags: [] }],
} as Spec
const SHUT: Spec = { policies: [{ permission: 'deny', resource: 'https://a.io/*' }] }
const EXTENDED = { ...OPEN, revision: 7 } as Spec

type Specs = Readonly<Record<string, Spec>>

function drift(
  ledger: Specs,
  live: Specs,
  more: {
    pending?: Record<string, (Spec | null)[]>
    former?: string[]
    shown?: Record<string, ShownSpec>
    serverFields?: string[]
  } = {},
) {
  const policies: LivePolicy[] = Object.entries(live).map(([name, spec]) => ({ name, spec, usedBy: null }))
  const { changes, interrupted, adopted, unmanaged } = computeDrift({
    ledger: {
      ...ledgerOf(ledger, more.pending),
      ...(more.shown === undefined ? {} : { shown: new Map(Object.entries(more.shown)) }),
    },
    live: policies,
    former: new Set(more.former),
    serverFields: more.serverFields ?? [],
  })
  const told = changes.map(({ policy, kind, unknown }) =>
    [kind, policy, ...unknown.map(({ path }) => path)].join(' '),
  )
  return { changes: told, interrupted, adopted, unmanaged }
}

const NOTHING = { changes: [], interrupted: [], adopted: [], unmanaged: [] }

describe('computeDrift', () => {
  test.each<[string, ReturnType<typeof drift>, Partial<typeof NOTHING> | object]>([
    ['equal', drift({ a: OPEN }, { a: OPEN }), {}],
    ['equal in meaning', drift({ a: OPEN }, { a: SAME }), {}],
    ['with a field of the server', drift({ a: OPEN }, { a: EXTENDED }), {}],
    [
      'a field that nobody knows came up since the last apply',
      drift({ a: OPEN }, { a: EXTENDED }, { shown: {} }),
      { changes: ['changed a spec.revision'] },
    ],
    [
      'it is as it was then',
      drift({ a: OPEN }, { a: EXTENDED }, { shown: { a: { spec: EXTENDED, isAnswer: true } } }),
      {},
    ],
    [
      'it is gone',
      drift({ a: OPEN }, { a: OPEN }, { shown: { a: { spec: EXTENDED, isAnswer: false } } }),
      { changes: ['changed a spec.revision'] },
    ],
    [
      "it is the server's own",
      drift({ a: OPEN }, { a: EXTENDED }, { shown: {}, serverFields: ['spec.revision'] }),
      {},
    ],
    ['edited', drift({ a: OPEN }, { a: SHUT }), { changes: ['changed a'] }],
    ['deleted', drift({ a: OPEN }, {}), { changes: ['removed a'] }],
    ['brought back', drift({}, { a: OPEN }, { former: ['a'] }), { changes: ['added a'] }],
    ['never ours', drift({}, { a: OPEN }), { unmanaged: ['a'] }],
    [
      'left by an interrupted apply',
      drift({ a: OPEN }, { a: SHUT }, { pending: { a: [OPEN, SHUT] } }),
      { interrupted: ['a'] },
    ],
    [
      'made by an interrupted apply',
      drift({}, { a: SHUT }, { pending: { a: [null, SHUT] } }),
      { interrupted: ['a'] },
    ],
    [
      'deleted by an interrupted apply',
      drift({ a: OPEN }, {}, { pending: { a: [OPEN, null] } }),
      { interrupted: ['a'] },
    ],
    ['adopted', drift({}, { a: OPEN }, { pending: { a: [OPEN] } }), { adopted: ['a'] }],
    ['edited after it was adopted', drift({}, { a: SHUT }, { pending: { a: [OPEN] } }), { unmanaged: ['a'] }],
    [
      'about to be taken over by an interrupted apply',
      drift({}, { a: OPEN }, { pending: { a: [OPEN, SHUT] } }),
      { interrupted: ['a'] },
    ],
    [
      'edited after an interrupted apply',
      drift({ a: OPEN }, { a: SHUT }, { pending: { a: [OPEN, null] } }),
      { changes: ['changed a'] },
    ],
  ])('live is %s', (_live, found, expected) => {
    expect(found).toEqual({ ...NOTHING, ...expected })
  })
})
