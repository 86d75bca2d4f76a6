import { describe, expect, test } from 'vitest'
import { erasedFields, type FieldSources } from '../../src/change/erased-fields.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { odd, route, rule, spec, withRoutes } from '../support/builders/specs.ts'

const A = 'allow GET https://a.example/*'
const B = 'deny https://b.example/*'
const PLAIN = spec(A, B)

const IN_RULE = odd({ policies: [rule(A), { ...rule(B), subjects: ['group:interns'] }] })
const IN_SPEC = odd({ ...PLAIN, generation: 7 })
const ROUTED = withRoutes(PLAIN, route('r', { delivery: { connectors: ['slack'] } }))
const IN_ROUTE = odd({ ...PLAIN, approvals: [{ ...route('r'), escalation: '1h' }] })
const IN_APPROVERS = odd({
  ...PLAIN,
  approvals: [{ ...route('r'), approvers: { groups: ['r-group'], users: ['ada'] } }],
})
const IN_DELIVERY = odd({
  ...PLAIN,
  approvals: [{ ...route('r'), delivery: { connectors: ['slack'], retries: 3 } }],
})

describe('a field that a write would erase, with its place', () => {
  test.each<[string, Spec, Spec | null, readonly string[]]>([
    ['nothing that is unknown', ROUTED, PLAIN, []],
    ['in a rule', IN_RULE, spec(A, 'deny POST https://b.example/*'), ['spec.policies[1].subjects']],
    ['in a rule that goes', IN_RULE, spec(A), ['spec.policies[1].subjects']],
    [
      'in a rule that stays as it is: a PUT replaces it all the same',
      IN_RULE,
      PLAIN,
      ['spec.policies[1].subjects'],
    ],
    ['in the spec', IN_SPEC, spec(A), ['spec.generation']],
    ['in a route', IN_ROUTE, ROUTED, ['spec.approvals[0].escalation']],
    ['in approvers', IN_APPROVERS, ROUTED, ['spec.approvals[0].approvers.users']],
    ['in delivery', IN_DELIVERY, ROUTED, ['spec.approvals[0].delivery.retries']],
    ['of a policy that goes', IN_RULE, null, ['spec.policies[1].subjects']],
    ['carried over in the same rule', IN_RULE, odd({ policies: [IN_RULE.policies[1], rule(A)] }), []],
    [
      'named with another value, which the plan shows as a change',
      IN_RULE,
      odd({ policies: [{ ...rule(B), subjects: [] }] }),
      [],
    ],
    [
      'carried over, but in another rule',
      IN_RULE,
      odd({ policies: [{ ...rule(A), subjects: ['group:interns'] }, rule(B)] }),
      ['spec.policies[1].subjects'],
    ],
    ['what is empty is absent', odd({ ...PLAIN, labels: {}, note: '', owner: null, list: [] }), PLAIN, []],
    ['false says something', odd({ ...PLAIN, enforced: false }), PLAIN, ['spec.enforced']],
    ['a name that no path can hold', odd({ ...PLAIN, 'a.b c': 1 }), PLAIN, ['spec["a.b c"]']],
  ])('%s', (_title, live, after, paths) => {
    expect(erasedFields(live, after, none()).map(({ path }) => path)).toEqual(paths)
  })
})

describe('whose a field is', () => {
  test.each<[string, Partial<FieldSources>, number]>([
    ['nobody knows', {}, 1],
    ['ours: we wrote it, and may drop it', { ours: [null, IN_RULE] }, 0],
    ["the server's: it answered that to our last write", { shown: [IN_RULE] }, 0],
    [
      "the server's, with its rules in another order",
      { shown: [odd({ policies: [IN_RULE.policies[1], rule(A)] })] },
      0,
    ],
    [
      'changed since the server answered',
      { shown: [odd({ policies: [rule(A), { ...rule(B), subjects: [] }] })] },
      1,
    ],
    [
      'somebody put the same field into another rule',
      { shown: [odd({ policies: [{ ...rule(A), subjects: ['group:interns'] }, rule(B)] })] },
      1,
    ],
    ["the server's, says the config", { serverFields: ['spec.policies[].subjects'] }, 0],
    ['of that rule only, says the config', { serverFields: ['spec.policies[0].subjects'] }, 1],
  ])('%s', (_title, sources, count) => {
    expect(erasedFields(IN_RULE, spec(A), { ...none(), ...sources })).toHaveLength(count)
  })
})

function none(): FieldSources {
  return { ours: [], shown: [], serverFields: [] }
}
