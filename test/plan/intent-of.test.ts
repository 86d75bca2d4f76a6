import { expect, test } from 'vitest'
import { intentOf } from '../../src/plan/intent-of.ts'
import { DENY_NOTHING } from '../../src/plan/interim-spec.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import { planFingerprint } from '../../src/plan/plan-fingerprint.ts'
import { planInput } from '../support/builders/plan-input.ts'
import { spec } from '../support/builders/specs.ts'

const MIXED = {
  now: {
    a: spec('allow https://x.io/*', 'deny https://y.io/*'),
    b: spec('deny https://x.io/*', 'allow https://y.io/*'),
  },
  files: { a: spec('allow https://z.io/*'), b: spec('allow https://z.io/*') },
}

test('intentOf: before, tightened and after of each policy that is written', () => {
  const { plan } = makePlan(planInput(MIXED))
  const intent = intentOf(plan)
  expect(plan.phases.length).toBeGreaterThan(1)
  expect([...intent.keys()].sort()).toEqual(['a', 'b'])
  expect(intent.get('a')).toEqual([MIXED.now.a, MIXED.files.a])
  expect(intent.get('b')).toEqual([MIXED.now.b, spec('deny https://x.io/*'), MIXED.files.b])
})

test('intentOf: a create was absent before, a delete is absent after, what is blocked is not written', () => {
  const one = spec('allow https://x.io/*')
  const { plan } = makePlan(
    planInput({
      now: { gone: one, used: one },
      files: { come: one },
      usedBy: { used: ['default/agent'] },
      skipBlocked: true,
    }),
  )
  expect(Object.fromEntries(intentOf(plan))).toEqual({ come: [null, one, DENY_NOTHING], gone: [one, null] })
})

test('planFingerprint: the same for the same deed, whenever it was planned; another for another target or order', () => {
  const { plan } = makePlan(planInput(MIXED))
  const later = makePlan(planInput({ ...MIXED, createdAt: '2027-01-01T00:00:00.000Z' })).plan
  expect(planFingerprint(later)).toBe(planFingerprint(plan))
  expect(planFingerprint({ ...plan, target: { ...plan.target, endpoint: 'https://other/api' } })).not.toBe(
    planFingerprint(plan),
  )
  expect(planFingerprint({ ...plan, phases: [...plan.phases].reverse() })).not.toBe(planFingerprint(plan))
})
