import { expect, test } from 'vitest'
import { nullsLeftOut } from '../../src/store/answer-shape.ts'

test('a value without nulls stays itself, and one with a null loses that field alone', () => {
  const whole = { policies: [{ operations: ['GET'], tags: [] }], approvals: [], note: '' }
  expect(nullsLeftOut(whole)).toBe(whole)
  const [first] = whole.policies
  const holed = { policies: [first, { operations: null, tags: ['x'] }], approvals: null }
  expect(nullsLeftOut(holed)).toEqual({ policies: [first, { tags: ['x'] }] })
  // A null that is an item of a list stays: leaving it out would move the others.
  expect(nullsLeftOut([null, { a: null }])).toEqual([null, {}])
  expect(JSON.stringify(nullsLeftOut(JSON.parse('{"__proto__":{"a":1,"b":null}}')))).toBe(
    '{"__proto__":{"a":1}}',
  )
})
