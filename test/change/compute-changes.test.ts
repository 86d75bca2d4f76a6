import { describe, expect, test } from 'vitest'
import type { Change } from '../../src/change/change.ts'
import { computeChanges, findRenames } from '../../src/change/compute-changes.ts'
import type { LedgerSnapshot } from '../../src/policy/ledger-snapshot.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { desired, ledgerOf, live, spec } from '../support/builders/specs.ts'

const A = spec('allow GET https://a.example/*')
const B = spec('allow POST https://a.example/*')
const C = spec('deny https://a.example/*')

type Has = Spec | undefined

function one(files: Has, now: Has, ledger: LedgerSnapshot | null) {
  const side = (value: Has): Record<string, Spec> => (value === undefined ? {} : { p: value })
  const { changes, ...lists } = computeChanges({
    desired: desired(side(files)),
    live: live(side(now)),
    ledger,
  })
  const told = changes.map(({ action, origin }: Change) => `${action} ${origin}`)
  for (const [name, list] of Object.entries(lists)) if (list.length > 0) told.push(name)
  return told.join(', ')
}

const has = (value: Spec): LedgerSnapshot => ledgerOf({ p: value })
const hasNot = ledgerOf({})
const pending = (...specs: (Spec | null)[]): LedgerSnapshot => ledgerOf({}, { p: specs })
const hasAndPending = (value: Spec, ...specs: (Spec | null)[]): LedgerSnapshot =>
  ledgerOf({ p: value }, { p: specs })

describe('files, live, ledger → change', () => {
  test.each<[string, Has, Has, LedgerSnapshot | null, string]>([
    ['new in the files', A, undefined, hasNot, 'create repository'],
    ['edited in the files', B, A, has(A), 'update repository'],
    ['removed from the files', undefined, A, has(A), 'delete repository'],
    ['edited live', A, B, has(A), 'update live'],
    ['deleted live', A, undefined, has(A), 'create live'],
    ['edited in both', B, C, has(A), 'update both'],
    ['edited in the files, deleted live', B, undefined, has(A), 'create both'],
    ['removed from the files, edited live', undefined, B, has(A), 'delete both'],
    ['removed from the files, deleted live', undefined, undefined, has(A), ''],
    ['the same everywhere', A, A, has(A), 'unchanged'],
    ['the same, the ledger is behind', B, B, has(A), 'unchanged'],
    ['never in the repository', undefined, A, hasNot, 'unmanaged'],
    ['adopted as it is', A, A, hasNot, 'unchanged, adopted, newlyManaged'],
    ['adopted and changed', A, B, hasNot, 'update both, adopted, newlyManaged'],
    ['no ledger: new', A, undefined, null, 'create unknown'],
    ['no ledger: different', A, B, null, 'update unknown, newlyManaged'],
    ['no ledger: nothing is deleted', undefined, A, null, 'unmanaged'],
    ['what an interrupted update left', B, C, hasAndPending(A, A, C, B), 'update repository'],
    ['an interrupted update, then edited live', A, C, hasAndPending(A, A, B), 'update live'],
    ['an interrupted delete', A, undefined, hasAndPending(A, A, null), 'create repository'],
    ['half created, then removed from the files', undefined, C, pending(null, C, A), 'delete repository'],
    ['half created, then edited by somebody', undefined, B, pending(null, C, A), 'unmanaged'],
    ['half adopted, then removed from the files', undefined, A, pending(A, B), 'unmanaged'],
  ])('%s', (_what, files, now, ledger, expected) => {
    expect(one(files, now, ledger)).toBe(expected)
  })
})

test('fields that the server added do not show, those that a file names do', () => {
  const foreign = { ...A, revision: 7, policies: [{ ...A.policies[0], id: 'x' }] } as unknown as Spec
  const named = { ...A, policies: [{ ...A.policies[0], id: 'y' }] } as unknown as Spec
  expect(one(A, foreign, has(A))).toBe('unchanged')
  const { changes } = computeChanges({ desired: desired({ p: B }), live: live({ p: foreign }), ledger: null })
  expect(changes[0]?.before).toEqual(A)
  expect(one(named, foreign, has(A))).toBe('update repository')
})

test('a change names the file, the agents and what was applied', () => {
  const { changes } = computeChanges({
    desired: desired({ p: B }),
    live: live({ p: A }, { p: ['default/x'] }),
    ledger: has(A),
  })
  expect(changes).toEqual([
    {
      action: 'update',
      policy: 'p',
      file: 'policies/p.yaml',
      origin: 'repository',
      before: A,
      after: B,
      ledger: A,
      usedBy: ['default/x'],
    },
  ])
})

test('a rename is an equal spec under a new name, each policy once', () => {
  const { changes } = computeChanges({
    desired: desired({ n1: A, n2: B }),
    live: live({ o1: A, o2: A, o3: C }),
    ledger: ledgerOf({ o1: A, o2: A, o3: C }),
  })
  expect(findRenames(changes)).toEqual([{ from: 'o1', to: 'n1' }])
})
