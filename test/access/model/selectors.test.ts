import { expect, test } from 'vitest'
import { matchesPattern } from '../../../src/access/model/pattern.ts'
import { selectorsOf } from '../../../src/access/model/selectors.ts'
import type { Rule, Spec } from '../../../src/policy/policy.ts'

/** Few rules of a host are passed through, many are looked up, and in a large policy they are remembered. */
test.each([10, 40, 700])(
  'of %i rules none that matches is passed over, however often it is asked',
  (count) => {
    const resources = [
      'https://h/*',
      '*',
      'https://*/a7/*',
      'https://other/*',
      'HTTPS://H:443/a7/x',
      undefined,
    ]
    const policies = Array.from({ length: count }, (_, index): Rule => {
      const resource = resources[index] ?? `https://h/a${index}/*`
      return index === 5 ? { permission: 'allow' } : { permission: 'allow', resource }
    })
    const selectors = selectorsOf({ policies } as Spec)
    for (const url of [
      'https://h/a7/x',
      'https://other/',
      'https://h/a9/',
      'https://third/a7/',
      'https://h/a7/x',
    ]) {
      const matching = policies.flatMap((_, rule) => {
        const selector = selectors.rule(rule)
        return selector !== undefined && matchesPattern(selector, url) ? [rule] : []
      })
      expect(matching.length).toBeGreaterThan(1)
      const near = selectors.near(url)
      expect(near.filter((rule) => matching.includes(rule))).toEqual(matching)
      expect(near.length).toBeLessThan(matching.length + 12)
    }
  },
)

/** JSON from a server may hold any character; lists are kept by what is in them. */
test('two lists of tags are two, whatever their texts hold', () => {
  const tags = [
    ['c', 'b', 'a'],
    ['c', 'b\0a'],
    ['c', 'a\0b'],
    ['c\0b', 'a'],
    ['c","b', 'a'],
    ['c', 'b', 'a'],
  ]
  const policies = tags.map((own): Rule => ({ permission: 'deny', tags: own }))
  const found = selectorsOf({ policies } as Spec).rules.map((selector) => selector.tags)
  expect(found).toEqual(tags.map((own) => own.toSorted()))
})
