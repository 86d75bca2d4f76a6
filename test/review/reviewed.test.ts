import { expect, test } from 'vitest'
import { parseReviewed, type Reviewed, reviewedText } from '../../src/review/reviewed.ts'

const REVIEWED: Reviewed = {
  formatVersion: 1,
  commit: 'c'.repeat(40),
  targets: ['production'],
  pulls: [
    {
      number: 7,
      author: 'ada',
      head: 'h',
      isApproved: true,
      approvals: [
        {
          by: 'sec-lead',
          commit: 'h',
          at: '2026-11-28T05:00:00Z',
          pullRequest: 7,
          author: 'ada',
          right: 'write',
        },
      ],
      records: [],
      targets: ['production'],
    },
  ],
  steps: [
    { commit: 'c'.repeat(40), pulls: [] },
    { commit: 'b'.repeat(40), pulls: [7] },
  ],
  elsewhere: [{ number: 3, branch: 'master' }],
  rulesets: { branch: 'main', rules: [{ type: 'deletion', ruleset_id: 4 }] },
}

test('what was reviewed goes to another job and comes back the same', () => {
  expect(parseReviewed(reviewedText(REVIEWED))).toEqual(REVIEWED)
})

test.each([
  [undefined],
  [{ rules: [] }],
  [{ branch: 'main', rules: ['deletion'] }],
  [{ branch: 'main', rules: {} }],
])('rulesets are %j: nothing is taken from it', (rulesets) => {
  expect(parseReviewed(JSON.stringify({ ...REVIEWED, rulesets }))).toBe(null)
})

test('rulesets that could not be read are unknown', () => {
  expect(parseReviewed(reviewedText({ ...REVIEWED, rulesets: null }))?.rulesets).toBe(null)
})

test.each([
  ['approvals', undefined],
  ['approvals', [{ by: 'x', commit: 'y' }]],
  ['approvals', ['x']],
  ['approvals', [{ ...REVIEWED.pulls[0]?.approvals[0], right: 'read' }]],
  ['author', undefined],
  ['number', '7'],
  ['isApproved', 'yes'],
  ['records', [{}]],
  ['targets', undefined],
  ['targets', [7]],
])('%s is %j: nothing is taken from it', (key, value) => {
  const [pull] = REVIEWED.pulls
  expect(parseReviewed(JSON.stringify({ ...REVIEWED, pulls: [{ ...pull, [key]: value }] }))).toBe(null)
})

test.each([[undefined], ['production'], [[7]]])('the targets are %j: nothing is taken from it', (targets) => {
  expect(parseReviewed(JSON.stringify({ ...REVIEWED, targets }))).toBe(null)
})

test.each([[undefined], [{}], [['c']], [[{ commit: 'c', pulls: ['7'] }]], [[{ pulls: [7] }]]])(
  'steps are %j: nothing is taken from it',
  (steps) => {
    expect(parseReviewed(JSON.stringify({ ...REVIEWED, steps }))).toBe(null)
  },
)

test.each([[undefined], [{}], [[3]], [[{ number: '3', branch: 'master' }]], [[{ number: 3 }]]])(
  'pull requests elsewhere are %j: nothing is taken from it',
  (elsewhere) => {
    expect(parseReviewed(JSON.stringify({ ...REVIEWED, elsewhere }))).toBe(null)
  },
)
