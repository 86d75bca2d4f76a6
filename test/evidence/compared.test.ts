/** A plan's comparison is used again only where it was of the very same sides: a statement never says other things than the trees. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareAccess } from '../../src/access/compare/compare.ts'
import { accessChange, heldSides, isOfThese } from '../../src/evidence/recorded-access.ts'
import { EMPTY_LEDGER } from '../../src/policy/ledger-snapshot.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { allow } from '../support/ledger.ts'

const spec = fc.constantFrom<Spec>(allow('https://a.io/*'), allow('https://b.io/*'), {
  policies: [{ resource: 'https://a.io/*', permission: 'allow' }],
})
const side = fc.record({
  policies: fc.dictionary(fc.constantFrom('p', 'q'), spec, { noNullPrototype: true }),
  bindings: fc.dictionary(fc.constantFrom('default/x'), fc.constantFrom(['p'], ['p', 'q']), {
    noNullPrototype: true,
  }),
})

function held({
  policies,
  bindings,
}: {
  policies: Record<string, Spec>
  bindings: Record<string, readonly string[]>
}) {
  const copy = structuredClone(policies)
  return { policies: new Map(Object.entries(copy)), bindings: new Map(Object.entries(bindings)) }
}

test('what is taken from a plan is what comparing anew gives, whatever the order', () => {
  const texts = (regions: readonly object[]) => regions.map((one) => JSON.stringify(one)).sort()
  fc.assert(
    fc.property(side, side, (before, after) => {
      const planned = { before: held(before), after: held(after) }
      const [from, to] = [reversed(planned.before), reversed(planned.after)]
      const sides = heldSides({ ...EMPTY_LEDGER, ...from }, { ...EMPTY_LEDGER, ...to })
      expect(isOfThese(planned, sides)).toBe(true)
      expect(texts(compareAccess(planned.before, planned.after))).toEqual(texts(accessChange(from, to)))
    }),
  )
})

function reversed({ policies, bindings }: ReturnType<typeof held>): ReturnType<typeof held> {
  return {
    policies: new Map(structuredClone([...policies].reverse())),
    bindings: new Map([...bindings].reverse()),
  }
}

test.each([
  ['the same', {}, true],
  [
    'another policy besides',
    {
      policies: new Map([
        ['p', allow('*')],
        ['q', allow('*')],
      ]),
    },
    false,
  ],
  ['another spec', { policies: new Map([['p', allow('https://a.io/*')]]) }, false],
  ['another agent', { bindings: new Map([['default/y', ['p']]]) }, false],
])('%s', (_, edit, isSame) => {
  const of = () => ({ policies: new Map([['p', allow('*')]]), bindings: new Map([['default/x', ['p']]]) })
  const after = { ...of(), ...edit }
  expect(isOfThese({ before: of(), after }, [of(), of()])).toBe(isSame)
})
