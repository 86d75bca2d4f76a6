import { expect, test } from 'vitest'
import { compareAccess } from '../../../src/access/compare/compare.ts'
import { sweep } from '../../../src/access/compare/sweep.ts'
import { Effort } from '../../../src/access/model/effort.ts'
import { policyOnSides } from '../../../src/access/model/policy-on-sides.ts'
import type { Rule } from '../../../src/policy/policy.ts'

const allow = (resource: string): Rule => ({ permission: 'allow', resource })

test('patterns that one covers are told apart without a look at the URLs of each', () => {
  const many = Array.from({ length: 200 }, (_, index) => allow(`https://h/*/regions/*/kind${index}/*`))
  const pair = policyOnSides('p', { policies: many }, { policies: [allow('https://h/*/regions/*/*')] })
  // Twice as many are needed where the URLs are worked out.
  const effort = new Effort(['p'], 60_000)
  const { findings } = sweep({ policies: [pair], unmatched: 'none', effort })
  expect(findings.map(({ before, after, given }) => [before.vote, after.vote, given.missing.length])).toEqual(
    [['none', 'allow', 200]],
  )
})

test.each([1, 2, 3, 6])('%i rules with a tag each on patterns that overlap: the fewest regions', (count) => {
  const policies = Array.from({ length: count }, (_, index) => ({
    ...allow(`https://*.example.com/product${index}/*`),
    tags: [`tag-${index}`],
  }))
  const side = (rules: readonly Rule[]) => ({
    policies: new Map([['p', { policies: rules }]]),
    bindings: new Map(),
  })
  expect(compareAccess(side([]), side(policies))).toHaveLength(2 ** count - 1)
})
