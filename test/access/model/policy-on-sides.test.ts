import { expect, test } from 'vitest'
import { patternText } from '../../../src/access/model/pattern.ts'
import { policyOnSides } from '../../../src/access/model/policy-on-sides.ts'
import type { Spec } from '../../../src/policy/policy.ts'

const spec = (resource: string): Spec => ({ policies: [{ permission: 'allow', resource }] })

test('a pair is kept for its name and both of its specs alone', () => {
  const [before, after, other] = [spec('https://a/*'), spec('https://b/*'), spec('https://c/*')]
  const pair = policyOnSides('p', before, after)
  expect(policyOnSides('p', before, after)).toBe(pair)
  expect(policyOnSides('q', before, after).name).toBe('q')
  const touched = (to: Spec): readonly string[] => policyOnSides('p', before, to).touched.map(patternText)
  expect(touched(other)).toEqual(['https://a/*', 'https://c/*'])
  expect(touched(after)).toEqual(['https://a/*', 'https://b/*'])
  expect(policyOnSides('p', after, before).before).toBe(after)
})
