import { describe, expect, test } from 'vitest'
import type { Region } from '../../../src/access/model/region.ts'
import { RECORD_LIMIT, recordComment, recordIn } from '../../../src/action/comment/risk-marker.ts'
import { notCovered, type RiskRecord, riskEntries } from '../../../src/action/comment/risk-record.ts'
import { region, route } from '../../support/comment-documents.ts'

const approval = { before: 'deny', after: 'approval_required', routeBefore: null } as const

function grows(shown: Partial<Region>, now: Partial<Region>, target = 'production'): boolean {
  return notCovered(riskEntries(target, [region(now)]), riskEntries('production', [region(shown)])).length > 0
}

describe('a region is covered by what was shown', () => {
  test.each<[string, Partial<Region>, Partial<Region>, boolean]>([
    ['the same', {}, {}, false],
    ['a narrower pattern', { resource: 'https://x/*' }, { resource: 'https://x/a*' }, false],
    ['an exact URL of it', { resource: 'https://x/*' }, { resource: 'https://x/a' }, false],
    ['a wider pattern', { resource: 'https://x/a*' }, { resource: 'https://x/*' }, true],
    ['another pattern', { resource: 'https://x/*' }, { resource: 'https://y/*' }, true],
    ['a prefix without its star', { resource: 'https://x/a' }, { resource: 'https://x/ab' }, true],
    ['a star inside, equal', { resource: 'https://*.x/a' }, { resource: 'https://*.x/a' }, false],
    ['a star inside, not equal', { resource: 'https://*' }, { resource: 'https://*.x/a' }, true],
    ['fewer agents', { agents: ['a/a', 'a/b'] }, { agents: ['a/b'] }, false],
    ['one agent more', { agents: ['a/a'] }, { agents: ['a/a', 'a/b'] }, true],
    ['a method less', { operations: ['GET', 'POST'] }, { operations: ['POST'] }, false],
    ['a method more', { operations: ['POST'] }, { operations: ['GET', 'POST'] }, true],
    ['every method', { operations: ['POST'] }, { operations: ['*'] }, true],
    ['a method of every method', { operations: ['*'] }, { operations: ['POST'] }, false],
    [
      'a method that was excepted',
      { operations: ['*'], exceptOperations: ['POST'] },
      { operations: ['POST'] },
      true,
    ],
    [
      'the same exception',
      { operations: ['*'], exceptOperations: ['GET'] },
      { operations: ['*'], exceptOperations: ['GET'] },
      false,
    ],
    [
      'an exception that is gone',
      { resource: 'https://x/*', exceptResources: ['https://x/a*'] },
      { resource: 'https://x/*' },
      true,
    ],
    [
      'beside the exception',
      { resource: 'https://x/*', exceptResources: ['https://x/a*'] },
      { resource: 'https://x/b*' },
      false,
    ],
    [
      'inside the exception',
      { resource: 'https://x/*', exceptResources: ['https://x/a*'] },
      { resource: 'https://x/a/b' },
      true,
    ],
    ['less is let through', {}, { ...approval, routeAfter: route(['x']) }, false],
    ['more is let through', { ...approval, routeAfter: route(['x']) }, {}, true],
    [
      'approved by others',
      { ...approval, routeAfter: route(['x']) },
      { ...approval, routeAfter: route(['y']) },
      true,
    ],
    ['tags that were not asked for', { withTags: ['financial'] }, {}, true],
    ['any tags before', {}, { withTags: ['financial'] }, false],
    ['not exact where it was', {}, { exact: false }, true],
    ['a vote covers what it does to an agent', { agents: [] }, { agents: ['a/a'] }, false],
    ['not what another policy does', { agents: [], policies: ['other'] }, { agents: ['a/a'] }, true],
    ['an agent does not cover a vote', { agents: ['a/a'] }, { agents: [] }, true],
  ])('%s', (_case, shown, now, isGrowth) => {
    expect(grows(shown, now)).toBe(isGrowth)
  })

  test('not in another target', () => expect(grows({}, {}, 'staging')).toBe(true))

  test('agents that were apart may stand together', () => {
    const shown = ['a/a', 'a/b'].flatMap((agent) => riskEntries('t', [region({ agents: [agent] })]))
    expect(notCovered(riskEntries('t', [region({ agents: ['a/a', 'a/b'] })]), shown)).toEqual([])
  })

  test('narrower changes are no risk, rerouted ones are', () => {
    expect(riskEntries('t', [region({ direction: 'narrower' })])).toEqual([])
    expect(riskEntries('t', [region({ direction: 'rerouted' })])).toHaveLength(1)
  })
})

describe('the record in a comment', () => {
  const record = (size: number): RiskRecord => ({
    version: 1,
    commit: 'a'.repeat(40),
    entries: riskEntries(
      't',
      Array.from({ length: size }, (_, index) =>
        region({ resource: `https://${Math.sin(index)}.example/*` }),
      ),
    ),
    digest: 'd',
    config: ['x'],
    isComplete: true,
    approved: { commit: 'b', entries: riskEntries('t', [region()]) },
  })

  test('comes back as it was', () => {
    expect(recordIn(`text\n${recordComment(record(20))}\n`)).toEqual(record(20))
  })

  test('is cut from the harmless end, and says so', () => {
    const text = recordComment(record(2_000))
    const back = recordIn(text)
    expect(text.length).toBeLessThan(RECORD_LIMIT + 100)
    expect(back?.isComplete).toBe(false)
    expect(back?.entries[0]).toEqual(record(1).entries[0])
    expect(back?.entries.length).toBeGreaterThan(50)
  })

  test.each([
    ['none', 'text'],
    ['not at the end', `${recordComment(record(1))}\ntext`],
    ['damaged', '<!-- policyctl:risk AAAA -->'],
    ['no JSON', `<!-- policyctl:risk ${Buffer.from('x').toString('base64')} -->`],
    ['another shape', recordComment({ ...record(1), entries: [{ targets: 'x' }] } as unknown as RiskRecord)],
    ['another version', recordComment({ ...record(1), version: 2 } as unknown as RiskRecord)],
    ['a bomb', recordComment({ ...record(0), commit: 'a'.repeat(5_000_000) })],
  ])('%s: nothing is read', (_case, body) => expect(recordIn(body)).toBeNull())
})
