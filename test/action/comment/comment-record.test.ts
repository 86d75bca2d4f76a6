/** The hidden record never makes a comment too long, whatever else a reviewer must see. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { renderComment } from '../../../src/action/comment/comment.ts'
import { RECORD_SIZE } from '../../../src/action/comment/comment-record.ts'
import { hasGrown } from '../../../src/review/risk-record.ts'
import { commentInput, planned, region, step } from '../../support/builders/comment-documents.ts'

const hashed = (index: number): string => createHash('sha256').update(`${index}`).digest('hex')
const news = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, index) => `checks.${hashed(from + index)}: error → off`)

function rendered(loosened: readonly string[]) {
  const access = Array.from({ length: 300 }, (_, index) =>
    region({ resource: `https://${hashed(index)}.example/*` }),
  )
  const targets = [planned('production', { steps: [step('p')], access })]
  return renderComment(commentInput({ targets, loosened }))
}

test.each([0, 200, 201, 4000])('%d loosenings: under the limit, and each change is recorded', (number) => {
  const { bodies, records, unshown } = rendered(news(0, number))
  expect(Math.max(...bodies.map((body) => body.length))).toBeLessThan(65_536)
  for (const body of bodies)
    expect((body.split('<!-- policyctl:risk')[1] ?? '').length).toBeLessThan(RECORD_SIZE)
  expect(unshown).toBe(0)
  expect(records.flatMap(({ entries }) => entries)).toHaveLength(300)
})

test.each([
  ['few', 3, 4],
  ['many', 3000, 3001],
  ['few that become many', 199, 300],
])('a loosening more, of %s, is news', (_case, before, after) => {
  const [shown, now] = [rendered(news(0, before)).records, rendered(news(0, after)).records]
  const [first] = now
  expect(hasGrown({ entries: [], config: first?.config ?? [] }, shown)).toBe(true)
  const again = rendered([...news(0, after)].reverse()).records[0]
  expect(hasGrown({ entries: [], config: again?.config ?? [] }, now)).toBe(false)
})
