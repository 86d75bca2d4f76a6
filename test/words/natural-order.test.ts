import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adoptText } from '../../src/media/adopt-text.ts'
import { diffMarkdown } from '../../src/media/diff-markdown.ts'
import { diffText } from '../../src/media/diff-text.ts'
import { pullText } from '../../src/media/pull-text.ts'
import { naturalNames } from '../../src/words/natural-order.ts'
import { diffOf, PLAIN } from '../support/builders/answers.ts'

describe('names as people count them', () => {
  test.each<[readonly string[], readonly string[]]>([
    [
      ['svc-10', 'svc-2', 'svc-1'],
      ['svc-1', 'svc-2', 'svc-10'],
    ],
    [
      ['a-10-b', 'a-9-c', 'a'],
      ['a', 'a-9-c', 'a-10-b'],
    ],
    [
      ['a02', 'a1', 'a2'],
      ['a1', 'a02', 'a2'],
    ],
    [
      ['2', '10', 'b', 'B'],
      ['2', '10', 'B', 'b'],
    ],
    [
      ['v99999999999999999999', 'v100000000000000000000'],
      ['v99999999999999999999', 'v100000000000000000000'],
    ],
  ])('%j → %j', (names, expected) => {
    expect(naturalNames(names)).toEqual(expected)
  })

  test('whatever the names, their order does not hang on the order before', () => {
    const name = fc.stringMatching(/^[ab012-]{0,6}$/)
    fc.assert(
      fc.property(fc.uniqueArray(name), (names) => {
        expect(naturalNames([...names].reverse())).toEqual(naturalNames(names))
      }),
    )
  })
})

describe('in texts', () => {
  const policies = ['svc-10', 'svc-2']
  const file = (policy: string): string => `policies/${policy}.yaml`
  const shown = (text: string): readonly string[] => [...new Set(text.match(/svc-\d+/g))]

  test('diff', () => {
    const changes = policies.map((policy) => ({ policy, kind: 'changed' as const, fields: [] }))
    const diff = diffOf(changes)
    expect(shown(diffText(diff, PLAIN))).toEqual(['svc-2', 'svc-10'])
    expect(shown(diffMarkdown(diff, PLAIN))).toEqual(['svc-2', 'svc-10'])
  })

  test('pull and adopt', () => {
    const target = { name: 'local', endpoint: 'embedded:local.json' }
    const about = { formatVersion: 1, target, ledger: null, left: [], shared: [] } as const
    const pulled = policies.map((policy) => ({
      policy,
      action: 'update' as const,
      file: file(policy),
      origin: 'live' as const,
      fields: [],
      isRewritten: false,
      hasLeftOut: false,
    }))
    const adopted = policies.map((policy) => ({
      policy,
      file: file(policy),
      isNew: true,
      hasLeftOut: false,
    }))
    const adoption = {
      dryRun: false,
      bindingsFile: null,
      ...about,
      noLedger: null,
      summary: { adopted: 2, left: 0, known: 0 },
      adopted,
      notLive: [],
      unknownFields: [],
      serverOwn: [],
      baseline: null,
    }
    const pull = {
      ...about,
      summary: { pulled: 2, left: 0, unmanaged: 0 },
      pulled,
      unmanaged: [],
      unknownFields: [],
    }
    expect(shown(pullText(pull, { color: false }))).toEqual(['svc-2', 'svc-10'])
    expect(shown(adoptText(adoption, { color: false, verbose: false }))).toEqual(['svc-2', 'svc-10'])
  })
})
