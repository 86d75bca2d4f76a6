import { describe, expect, test } from 'vitest'
import type { ApplyResult, StepResult } from '../../src/apply/apply-result.ts'
import { ledgerDelta } from '../../src/apply/ledger-delta.ts'
import { nothingRun } from '../../src/apply/step-state.ts'
import { DENY_NOTHING } from '../../src/plan/interim-spec.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { planInput, type Situation } from '../support/builders/plan-input.ts'
import { live, spec } from '../support/builders/specs.ts'

const A = spec('allow GET https://a.io/*')
const B = spec('allow GET https://b.io/*')
const C = spec('deny GET https://c.io/*')

type Specs = Readonly<Record<string, Spec>>

/** A run of the plan for `situation` in which these steps were attempted, and after which live is `then` (null: not known). */
function deltaOf(
  situation: Situation,
  then: Specs | null,
  attempted: readonly string[],
  status: StepResult['status'] = 'failed',
) {
  const input = planInput(situation)
  const { plan } = makePlan(input)
  const results = plan.steps.map(
    ({ action, policy }): StepResult => ({
      action,
      policy,
      status: attempted.includes(policy) ? status : 'not-run',
      attempts: attempted.includes(policy) ? 1 : 0,
      error: null,
    }),
  )
  const result: ApplyResult = {
    formatVersion: 1,
    summary: { applied: 0, skipped: 0, failed: 0, notRun: 0 },
    results,
    converged: false,
  }
  const { desired, ledger } = input
  const { settled, pending, hasWritten } = ledgerDelta({
    desired,
    ledger,
    plan,
    result,
    planned: input.live,
    live: then === null ? null : live(then),
  })
  return { settled: Object.fromEntries(settled), pending: Object.fromEntries(pending), hasWritten }
}

const NOTHING = { settled: {}, pending: {}, hasWritten: false }

describe('ledgerDelta', () => {
  test.each<[string, ReturnType<typeof deltaOf>, object]>([
    [
      'what live now equals is settled',
      deltaOf({ files: { a: A }, now: {} }, { a: A }, ['a']),
      { settled: { a: A }, hasWritten: true },
    ],
    [
      'fields of the server do not count',
      deltaOf({ files: { a: A }, now: {} }, { a: { ...A, rev: 1 } as Spec }, ['a']),
      { settled: { a: A }, hasWritten: true },
    ],
    [
      'nothing to write: adoption is settled',
      deltaOf({ files: { a: A }, now: { a: A }, applied: {} }, { a: A }, []),
      { settled: { a: A } },
    ],
    [
      'a delete that was done',
      deltaOf({ files: {}, now: { a: A } }, {}, ['a'], 'applied'),
      { settled: { a: null }, hasWritten: true },
    ],
    [
      'a list that leaves out what was not deleted: it is not forgotten',
      deltaOf({ files: { b: B }, now: { a: A, b: C } }, { b: B }, ['b']),
      { settled: { b: B }, hasWritten: true },
    ],
    [
      'a delete that failed, and a list without it: what may be there is remembered',
      deltaOf({ files: { b: B }, now: { a: A, b: B } }, { b: B }, ['a']),
      { settled: { b: B }, pending: { a: [null] }, hasWritten: true },
    ],
    [
      'gone from files and live by other hands',
      deltaOf({ files: {}, now: {}, applied: { a: A } }, {}, []),
      { settled: { a: null } },
    ],
    [
      'a delete that failed keeps its entry',
      deltaOf({ files: { b: B }, now: { a: A, b: B } }, { a: A }, ['a']),
      { pending: { a: [null] }, hasWritten: true },
    ],
    [
      'a create that failed may have left itself',
      deltaOf({ files: { a: A }, now: {} }, {}, ['a']),
      { pending: { a: [null, A, DENY_NOTHING] }, hasWritten: true },
    ],
    ['what was not begun leaves nothing', deltaOf({ files: { a: A }, now: { a: B } }, { a: B }, []), {}],
    [
      'what was live before is not pending: an edit stays an edit',
      deltaOf(
        { files: { a: A }, now: { a: B }, applied: { a: A }, overrides: { overwriteLive: ['a'] } },
        { a: B },
        ['a'],
      ),
      { pending: { a: [A] }, hasWritten: true },
    ],
    [
      'killed: all that was begun may be there, nothing is settled',
      deltaOf({ files: { a: A, b: B, c: C }, now: { b: C } }, null, ['a', 'b']),
      { pending: { a: [null, A, DENY_NOTHING], b: [B] }, hasWritten: true },
    ],
    ['stopped before the first write', deltaOf({ files: { a: A }, now: {} }, null, []), {}],
  ])('%s', (_what, delta, expected) => {
    expect(delta).toEqual({ ...NOTHING, ...expected })
  })
})

test('a policy that cannot be read at the end settles nothing, and what was shown of it is remembered', () => {
  const input = planInput({ files: { a: A }, now: { a: A }, applied: { a: A } })
  const { plan } = makePlan(input)
  const result = nothingRun(plan, '')
  const [shown] = live({ a: spec() })
  const { settled, shown: remembered } = ledgerDelta({
    desired: new Map([['a', { spec: spec(), file: 'a.yaml' }]]),
    ledger: input.ledger,
    plan,
    result,
    planned: input.live,
    live: shown === undefined ? [] : [{ ...shown, fault: 'spec must be an object' }],
  })
  expect([settled.size, remembered.size]).toEqual([0, 0])
})
