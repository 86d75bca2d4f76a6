import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { omitEmpties } from '../../src/emulator/omit-empties.ts'
import { isSameSpec } from '../../src/policy/canonical.ts'
import { liveAsKnown } from '../../src/policy/live-as-known.ts'
import type { Route, Spec } from '../../src/policy/policy.ts'

const ASK = { permission: 'approval_required' as const }
const withRoutes = (...approvals: readonly Partial<Route>[]): Spec =>
  ({ policies: [ASK], approvals }) as unknown as Spec
const route = (name: string | undefined, fallbackToUI: boolean | undefined, groups = ['g']) => ({
  ...(name === undefined ? {} : { name }),
  approvers: { groups },
  ...(fallbackToUI === undefined ? {} : { delivery: { fallbackToUI } }),
})
const consoles = (spec: Spec) => (spec.approvals ?? []).map(({ delivery }) => delivery?.fallbackToUI)

describe('what a server that leaves false out does not show', () => {
  test.each<[string, Spec, readonly (Spec | null)[], readonly unknown[]]>([
    ['as it was applied', withRoutes(route('r', undefined)), [withRoutes(route('r', false))], [false]],
    [
      'absent as applied',
      withRoutes(route('r', undefined)),
      [withRoutes(route('r', undefined))],
      [undefined],
    ],
    [
      'the surest first',
      withRoutes(route('r', undefined)),
      [withRoutes(route('r', undefined)), withRoutes(route('r', false))],
      [undefined],
    ],
    ['else the next', withRoutes(route('r', undefined)), [null, withRoutes(route('r', false))], [false]],
    ['never true', withRoutes(route('r', undefined)), [withRoutes(route('r', true))], [undefined]],
    ['what is shown stays', withRoutes(route('r', true)), [withRoutes(route('r', false))], [true]],
    [
      'a false that is shown stays',
      withRoutes(route('r', false)),
      [withRoutes(route('r', undefined))],
      [false],
    ],
    [
      'edited elsewhere, by its name',
      withRoutes(route('r', undefined, ['h'])),
      [withRoutes(route('r', false))],
      [false],
    ],
    [
      'renamed, by what it says',
      withRoutes(route('s', undefined), route('r', undefined, ['h'])),
      [withRoutes(route('r', false, ['h']), route('x', false))],
      [undefined, false],
    ],
    [
      'without a name, moved',
      withRoutes(route(undefined, undefined, ['b']), route(undefined, undefined, ['a'])),
      [withRoutes(route(undefined, undefined, ['a']), route(undefined, false, ['b']))],
      [false, undefined],
    ],
    ['no routes', { policies: [ASK] }, [withRoutes(route('r', false))], []],
  ])('%s', (_case, live, known, expected) => {
    expect(consoles(liveAsKnown(live, ...known))).toEqual(expected)
  })
})

describe('one meaning', () => {
  const lasting = (defaultDuration: string) => withRoutes({ ...route('r', true), defaultDuration })
  const by = (match: string | undefined, groups: readonly string[]) =>
    withRoutes({ name: 'r', approvers: { groups, match } } as unknown as Route)
  test.each<[Spec, Spec, boolean]>([
    ...['240m', '4h0m0s', '+4h', '14400s', '4.0h'].map((text): [Spec, Spec, boolean] => [
      lasting('4h'),
      lasting(text),
      true,
    ]),
    [lasting('30m'), lasting('.5h'), true],
    [lasting('4h'), lasting('4h1s'), false],
    [by('all', ['g']), by('any', ['g']), true],
    [by('all', ['g', 'g']), by(undefined, ['g']), true],
    [by('all', ['g', 'h']), by('any', ['g', 'h']), false],
    [withRoutes(route('r', false)), withRoutes(route('r', undefined)), false],
    [withRoutes(route('r', false)), withRoutes(route('r', true)), false],
  ])('%j and %j: %s', (a, b, expected) => {
    expect(isSameSpec(a, b)).toBe(expected)
  })
})

const anyRoute = fc
  .record({
    name: fc.constantFrom('one', 'two', undefined),
    fallbackToUI: fc.constantFrom(true, false, undefined),
    groups: fc.subarray(['x', 'y'], { minLength: 1 }),
  })
  .map(({ name, fallbackToUI, groups }) => route(name, fallbackToUI, groups))

test('what was applied is live, as a server without false shows it; another console is not', () => {
  fc.assert(
    fc.property(fc.array(anyRoute, { maxLength: 4 }), fc.nat(), (routes, at) => {
      const spec = withRoutes(...routes)
      const shown = omitEmpties(spec, { keepsFalse: false })
      expect(isSameSpec(liveAsKnown(shown, spec), spec)).toBe(true)
      if (routes.length === 0) return
      // What says true is shown, and what said true and says it no more is seen.
      const other = routes.map((one, index) =>
        index === at % routes.length
          ? { ...one, delivery: { fallbackToUI: one.delivery?.fallbackToUI !== true } }
          : one,
      )
      const changed = omitEmpties(withRoutes(...other), { keepsFalse: false })
      expect(isSameSpec(liveAsKnown(changed, spec), spec)).toBe(false)
    }),
  )
})
