import { describe, expect, test } from 'vitest'
import type { Region, Vote } from '../../src/access/model/region.ts'
import { effectWords } from '../../src/words/decision-words.ts'
import { openedTitle } from '../../src/words/drift-title.ts'
import { requestWords } from '../../src/words/request-words.ts'
import { plainText } from '../../src/words/span.ts'
import { region } from '../support/builders/comment-documents.ts'

const BOUND = ['default/billing-agent']
const NOBODY: readonly string[] = []

function opened(agents: readonly string[], before: Vote, after: Vote): Region {
  return region({ agents, policies: ['payments'], operations: ['DELETE'], before, after, direction: 'wider' })
}

describe('a title says what somebody can do, or what a policy of nobody known votes', () => {
  test.each<[readonly string[], Vote, Vote, string]>([
    [BOUND, 'deny', 'allow', 'billing-agent can DELETE at api.stripe.com'],
    [BOUND, 'none', 'approval_required', 'billing-agent can, once approved, DELETE at api.stripe.com'],
    [NOBODY, 'none', 'allow', 'payments votes to allow DELETE at api.stripe.com'],
    [NOBODY, 'none', 'approval_required', 'payments votes for approval of DELETE at api.stripe.com'],
    [NOBODY, 'deny', 'none', 'payments no longer denies DELETE at api.stripe.com'],
    [NOBODY, 'approval_required', 'none', 'payments no longer asks for approval of DELETE at api.stripe.com'],
  ])('%j: %s → %s', (agents, before, after, expected) => {
    const one = opened(agents, before, after)
    const group = { region: one, agents, policies: ['payments'], targets: [''], isBlocked: false }
    expect(openedTitle(group)).toBe(expected)
    // Any agent bound to it may be denied by another policy: nobody 'can'.
    const sentence = plainText(effectWords(one, requestWords(one)))
    if (agents.length === 0)
      expect(sentence).toMatch(/other policies|another policy|other of their|can now get/)
    else expect(sentence).toMatch(/^may DELETE/)
  })

  test('nothing that opens: null', () => {
    expect(openedTitle(undefined)).toBeNull()
  })
})
