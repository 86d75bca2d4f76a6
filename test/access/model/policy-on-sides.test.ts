import { expect, test } from 'vitest'
import { patternText } from '../../../src/access/model/pattern.ts'
import { policyOnSides } from '../../../src/access/model/policy-on-sides.ts'
import type { Spec } from '../../../src/policy/policy.ts'

const spec = (resource: string): Spec => ({ policies: [{ permission: 'allow', resource }] })

test('what is known of two specs is known of no other two, whatever the name', () => {
  const [before, after, other] = [spec('https://a/*'), spec('https://b/*'), spec('https://c/*')]
  const pair = policyOnSides('p', before, after)
  expect(policyOnSides('q', before, after)).toEqual({ ...pair, name: 'q' })
  expect(policyOnSides('q', before, after).parts).toBe(pair.parts)
  const touched = (to: Spec): readonly string[] => policyOnSides('p', before, to).touched.map(patternText)
  expect(touched(other)).toEqual(['https://a/*', 'https://c/*'])
  expect(touched(after)).toEqual(['https://a/*', 'https://b/*'])
  expect(policyOnSides('p', after, before).before).toBe(after)
})
