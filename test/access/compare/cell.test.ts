import { expect, test } from 'vitest'
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
