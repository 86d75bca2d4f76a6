/** The answer of one target is told for all of its group: no fact that is told may be missing from the key. */
import { describe, expect, test } from 'vitest'
import { outcomeKey } from '../../src/answers/outcome-key.ts'
import { type PlanView, planAnswer } from '../../src/answers/plan.ts'
import { NO_MAP, type TargetMap } from '../../src/fleet/target-map.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { plan, region, step } from '../support/builders/comment-documents.ts'

const STEPS = [step('p', { origin: 'repository' })]
const VIEW = {
  ledger: null,
  temporaryLosses: [],
  idleExceptions: [],
  rulings: [],
  guardrails: [],
  unmanagedAre: 'report',
  takenOver: new Set<string>(),
  dangling: [],
  goneAgents: [],
  unmanaged: [],
} as const

function keyOf(document: Plan, map: TargetMap = NO_MAP, view: object = {}): string {
  const answer = planAnswer({ ...VIEW, ...view, plan: document } as unknown as PlanView, {
    failOn: null,
    exitCode: false,
  })
  return outcomeKey({ target: 't', result: answer, map })
}

describe('two plans that differ in one fact are two outcomes', () => {
  const same = keyOf(plan({ steps: STEPS }))
  test.each<[string, Partial<Plan>, object]>([
    ['a live edit that is overwritten', { steps: [step('p', { origin: 'live' })] }, {}],
    ['an unknown field', { unknownFields: [{ policy: 'p', path: 'spec.x', value: 1 }] }, {}],
    ['a policy that cannot be read', { unreadable: [{ policy: 'q', message: 'odd' }] }, {}],
    ['a rename', { renames: [{ from: 'a', to: 'b' }] }, {}],
    ['an unmanaged policy', { unmanaged: ['q'] }, {}],
    [
      'what an unmanaged policy grants',
      {},
      { unmanaged: [{ name: 'q', usedBy: [], spec: { policies: [{ permission: 'allow' }] } }] },
    ],
    ['an idle exception', {}, { idleExceptions: [{ guard: 'in-use', policy: 'p', until: '2026-12-31' }] }],
    ['an agent that is gone', {}, { goneAgents: ['default/x'] }],
    ['an agent with a policy that nobody has', {}, { dangling: [{ agent: 'default/x', policy: 'z' }] }],
  ])('%s', (_fact, over, view) => {
    expect(keyOf(plan({ steps: STEPS, ...over }), NO_MAP, view)).not.toBe(same)
  })

  test('time, tool, address and witness are none', () => {
    const access = [region({})]
    const other = { ...plan({ steps: STEPS, access }), createdAt: '2027-01-01T00:00:00Z', tool: 'x' }
    const [first] = access
    if (first === undefined) throw new Error('there is a region')
    const moved = { ...first, witness: { ...first.witness, url: 'https://elsewhere.example/' } }
    expect(keyOf({ ...other, access: [moved] })).toBe(keyOf(plan({ steps: STEPS, access })))
  })
})

test('names are swapped back in their own places only: a policy may be called like a group', () => {
  const map: TargetMap = { ...NO_MAP, groups: new Map([['finance', 'treasury']]) }
  expect(keyOf(plan({ steps: [step('treasury')] }), map)).not.toBe(keyOf(plan({ steps: [step('finance')] })))
  const asked = (group: string) => {
    const routeAfter = { ...ROUTE, approvers: { groups: [group], match: 'any' as const } }
    return plan({ steps: STEPS, access: [region({ routeAfter })] })
  }
  expect(keyOf(asked('treasury'), map)).toBe(keyOf(asked('finance')))
})

const ROUTE = { policy: 'p', route: 0, name: 'r', duration: '1h', delivery: null }
