import { describe, expect, test } from 'vitest'
import type { Region } from '../../src/access/model/region.ts'
import { recordIn, withRecord } from '../../src/review/record-text.ts'
import { notCovered, riskEntries } from '../../src/review/risk-entry.ts'
import { type RiskRecord, textDigest } from '../../src/review/risk-record.ts'
import { region, route } from '../support/builders/comment-documents.ts'

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
    ['a vote covers what it does to an agent', { agents: [] }, { agents: ['a/a'] }, false],
    [
      'not more than the vote',
      { agents: [], ...approval, routeAfter: route(['x']) },
      { agents: ['a/a'] },
      true,
    ],
    [
      'a deny that is gone covers what others make of it',
      { agents: [], before: 'deny', after: 'none', routeBefore: null },
      { agents: ['a/a'], before: 'deny', routeBefore: null },
      false,
    ],
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
  const TEXT = 'what people see'
  const record = (size: number): RiskRecord => ({
    version: 3,
    commit: 'a'.repeat(40),
    base: 'main',
    targets: ['t'],
    entries: riskEntries(
      't',
      Array.from({ length: size }, (_, index) =>
        region({ resource: `https://${Math.sin(index)}.example/*` }),
      ),
    ),
    text: textDigest(TEXT),
    config: ['x'],
    approved: { commit: 'b', entries: riskEntries('t', [region()]) },
  })
  const body = (of: unknown, text = TEXT): string => withRecord(text, of as RiskRecord)

  test('comes back as it was, whatever line ends GitHub keeps', () => {
    expect(recordIn(body(record(20)))).toEqual(record(20))
    expect(recordIn(body(record(20)).replaceAll('\n', '\r\n'))).toEqual(record(20))
  })

  test.each([
    ['none', 'text'],
    ['not at the end', `${body(record(1))}\ntext`],
    ['damaged', `${TEXT}\n<!-- policyctl:risk AAAA -->`],
    ['no JSON', `${TEXT}\n<!-- policyctl:risk ${Buffer.from('x').toString('base64')} -->`],
    ['of another text', body(record(1), 'what somebody made of it')],
    ['another shape', body({ ...record(1), entries: [{ targets: 'x' }] })],
    ['a damaged approval', body({ ...record(1), approved: {} })],
    ['another version', body({ ...record(1), version: 1 })],
    ['the version that counted what was of others, too', body({ ...record(1), version: 2 })],
    ['a bomb', body({ ...record(0), commit: 'a'.repeat(20_000_000) })],
  ])('%s: nothing is read', (_case, text) => expect(recordIn(text)).toBeNull())
})
