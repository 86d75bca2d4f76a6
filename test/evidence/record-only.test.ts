/** Changes of a ledger that are none of the workspace. */
import { describe, expect, test } from 'vitest'
import { recordOnly, workspaceChange } from '../../src/evidence/record-only.ts'
import type { ChainCommit } from '../../src/policy/ledger-record.ts'
import { EMPTY_LEDGER, type LedgerContents } from '../../src/policy/ledger-snapshot.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { spec } from '../support/builders/specs.ts'

const A = spec('allow GET https://a.example/*')
const B = spec('allow https://a.example/*')

function held(
  policies: Readonly<Record<string, Spec>>,
  pending: readonly (Spec | null)[] = [],
): LedgerContents {
  return {
    ...EMPTY_LEDGER,
    policies: new Map(Object.entries(policies)),
    pending: new Map(pending.length === 0 ? [] : [['x', pending]]),
    bindings: new Map([['default/etl', ['x']]]),
  }
}

function commit(contents: LedgerContents, message: string, deed: string | null = 'apply') {
  return { contents, message, said: { deed } } as unknown as ChainCommit & { contents: LedgerContents }
}

describe.each([
  // what, before, after, lines of the message, taken over, given up, directions
  ['created', held({}), held({ x: A }), 'created x', {}, [], ['wider']],
  ['live before, as the file says', held({}), held({ x: A }), '', { x: A }, [], []],
  ['live before, nothing applied yet', null, held({ x: A }), '', { x: A }, [], []],
  ['adopted, then changed', held({}, [A]), held({ x: B }), 'updated x', { x: A }, [], ['wider']],
  ['live before otherwise', held({}), held({ x: B }), 'updated x', { x: null }, [], ['wider']],
  ['begun by an apply that was cut off', held({}, [null, A]), held({ x: A }), '', {}, [], ['wider']],
  ['deleted', held({ x: A }), held({}), 'deleted x', {}, [], ['narrower']],
  ['deleted by hand, then from the files', held({ x: A }), held({}), '', {}, [], ['narrower']],
  ['forgotten', held({ x: A }), held({}), 'forgot x', {}, ['x'], []],
  ['handed over', held({ x: A }), held({}), 'handed over x to other', {}, ['x'], []],
  ['another one was forgotten', held({ x: A }), held({}), 'forgot xy', {}, [], ['narrower']],
  ['edited by hand, then pulled', held({ x: A }), held({ x: B }), '', {}, [], ['wider']],
] as const)('%s', (_what, before, after, lines, takenOver, givenUp, directions) => {
  const one = commit(after, `Apply 1 change\n\n${lines}\n`)

  test('what only the record changes', () => {
    const found = recordOnly(before, one)
    expect([Object.fromEntries(found.takenOver), found.givenUp]).toEqual([takenOver, givenUp])
  })

  test('the change of the workspace', () => {
    expect(workspaceChange(before, one).map(({ direction }) => direction)).toEqual(directions)
  })
})

test('a commit of an older release, which names no deed, is told as it was recorded', () => {
  const one = commit(held({ x: A }), 'Apply', null)
  expect(recordOnly(held({}), one)).toEqual({ takenOver: new Map(), givenUp: [] })
})
