/** Two approvals that differ never read alike, in no medium. */
import { describe, expect, test } from 'vitest'
import type { RouteTaken } from '../../src/access/model/region.ts'
import { regionsMarkdown } from '../../src/media/regions-markdown.ts'
import { regionsText } from '../../src/media/regions-text.ts'
import { BY_ADMINISTRATOR, changeWords, formerWords } from '../../src/words/decision-words.ts'
import { plainText } from '../../src/words/span.ts'
import { region } from '../support/builders/comment-documents.ts'

const ROUTE: RouteTaken = {
  policy: 'p',
  route: 0,
  name: 'r',
  approvers: { groups: ['finance', 'legal'], match: 'all' },
  duration: '4h',
  delivery: { connectors: ['slack', 'mail'], mode: 'first_success' },
}
const by = (delivery: RouteTaken['delivery']): RouteTaken => ({ ...ROUTE, delivery })

const CHANGES: readonly (readonly [string, RouteTaken | null])[] = [
  ['another connector', by({ connectors: ['teams', 'mail'], mode: 'first_success' })],
  ['the connectors in another order', by({ connectors: ['mail', 'slack'], mode: 'first_success' })],
  ['another mode', by({ connectors: ['slack', 'mail'], mode: 'all' })],
  ['the console as well', by({ connectors: ['slack', 'mail'], mode: 'first_success', fallbackToUI: true })],
  ['not even the console', by({ connectors: ['slack', 'mail'], mode: 'first_success', fallbackToUI: false })],
  ['the console alone', by({ fallbackToUI: true })],
  ['the console alone, in a mode', by({ mode: 'all', fallbackToUI: true })],
  ['nothing at all', by({ fallbackToUI: false })],
  ['no connector', by({ mode: 'first_success' })],
  ['no delivery', by(null)],
  ['a field that nobody knows', by({ connectors: ['slack', 'mail'], mode: 'first_success', cc: 'x' })],
  ['other approvers', { ...ROUTE, approvers: { groups: ['finance'], match: 'any' } }],
  ['any of them', { ...ROUTE, approvers: { groups: ['finance', 'legal'], match: 'any' } }],
  ['a longer window', { ...ROUTE, duration: '8h' }],
  [
    'approvers and connector',
    { ...by({ connectors: ['teams'] }), approvers: { groups: ['it'], match: 'any' } },
  ],
  ['no route', null],
]

describe.each(CHANGES)('%s', (_case, other) => {
  const ways = [
    [ROUTE, other],
    [other, ROUTE],
  ] as const

  test.each(ways)('reads differently on both sides', (routeBefore, routeAfter) => {
    const change = region({
      before: 'approval_required',
      after: 'approval_required',
      direction: 'rerouted',
      routeBefore,
      routeAfter,
    })
    const { before: from, after: to } = changeWords(change)
    expect(plainText(from)).not.toBe(plainText(to))
    expect(plainText(formerWords(change))).toContain(
      routeBefore === null ? `by ${BY_ADMINISTRATOR}` : plainText(from),
    )
    const options = { color: false, verbose: true, causesOf: () => [] }
    const sides = [
      /\n +(.+?) {2}→ {2}(.+)\n/.exec(regionsText([change], options)),
      /\| ([^|]+) → ([^|]+) \|$/m.exec(regionsMarkdown([change], options)),
    ]
    for (const [, before, after] of sides.map((found) => found ?? [])) {
      expect(before).toBeTruthy()
      expect(before).not.toBe(after)
    }
  })
})

test('no connector, but the console', () => {
  const alone = { ...ROUTE, delivery: { fallbackToUI: true } }
  const change = region({
    before: 'approval_required',
    after: 'approval_required',
    direction: 'rerouted',
    routeBefore: ROUTE,
    routeAfter: alone,
  })
  const { before, after } = changeWords(change)
  expect(plainText(before)).toContain('by slack, mail, first_success')
  expect(plainText(after)).toContain("by the console alone, the workspace's default mode")
})
