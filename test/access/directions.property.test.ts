import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareAccess } from '../../src/access/compare/compare.ts'
import { directionOf, directionsIn } from '../../src/access/compare/direction.ts'
import { anyVersions, sideOf } from '../support/reliability/monitored-apply.ts'

const anyBindings = fc.dictionary(fc.constantFrom('x', 'y'), fc.subarray(['p1', 'p2', 'p3']))

test('read off a comparison, the direction of each policy is what its versions alone say', () => {
  const property = fc.property(anyVersions, anyBindings, anyBindings, (versions, old, now) => {
    const before = { policies: sideOf(versions, 0), bindings: new Map(Object.entries(old)) }
    const after = { policies: sideOf(versions, 1), bindings: new Map(Object.entries(now)) }
    const directionIn = directionsIn({ before, after, access: compareAccess(before, after) })
    for (const [index, [from, to]] of versions.entries()) {
      expect(directionIn(`p${index + 1}`)).toBe(directionOf(from, to))
    }
  })
  fc.assert(property, { numRuns: 500 })
})
