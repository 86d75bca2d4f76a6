import { expect, test } from 'vitest'
import { reroutes, widens } from '../../src/plan/widens.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { route, spec, withRoutes } from '../support/builders/specs.ts'

const X = 'https://x.example/*'
const Y = 'https://y.example/*'
const asks = (groups: readonly string[], ...more: readonly string[]) =>
  withRoutes(spec(`ask ${X}`, ...more), route('r', { approvers: { groups: [...groups] } }))

test.each<[string, Spec | null, Spec | null, boolean, boolean]>([
  ['nothing changes', spec(`allow ${X}`), spec(`allow ${X}`), false, false],
  ['an allow more', spec(`allow ${X}`), spec(`allow ${X}`, `allow ${Y}`), true, false],
  ['a deny more', spec(`allow ${X}`), spec(`allow ${X}`, `deny ${Y}`), false, false],
  ['a deny less', spec(`deny ${X}`, `deny ${Y}`), spec(`deny ${X}`), true, false],
  ['both ways', spec(`allow ${X}`, `deny ${Y}`), spec(`deny ${X}`, `allow ${Y}`), true, false],
  ['asks where it said nothing', null, asks(['g']), true, false],
  ['other approvers', asks(['g']), asks(['h']), false, true],
  ['other approvers, and an allow less', asks(['g'], `allow ${Y}`), asks(['h']), false, true],
  ['other approvers, and an allow more', asks(['g']), asks(['h'], `allow ${Y}`), true, false],
])('%s', (_what, from, to, isWider, isRerouted) => {
  expect([widens(from, to), reroutes(from, to)]).toEqual([isWider, isRerouted])
})
