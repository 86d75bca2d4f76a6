import { describe, expect, test } from 'vitest'
import { Outcomes } from '../../src/answers/outcomes.ts'
import { packing } from '../../src/answers/packed-text.ts'
import type { SeveralEntry } from '../../src/answers/several.ts'
import { PolicyctlError } from '../../src/diagnostic/policyctl-error.ts'
import { NO_MAP } from '../../src/fleet/target-map.ts'
import { packedEntry, severalJson } from '../../src/media/several-json.ts'

type Result = PolicyctlError

function outcomeOf(target: string, code: 'key-missing' | 'target-unknown') {
  const result: Result = new PolicyctlError(code, { message: `${target} has none`, hint: 'look' })
  return { target, result, map: NO_MAP }
}

describe('outcomes that come in another order than the targets of the config', () => {
  const inOrder = [
    outcomeOf('a', 'target-unknown'),
    outcomeOf('b', 'key-missing'),
    outcomeOf('c', 'target-unknown'),
  ]

  test.each([[[0, 1, 2]], [[2, 1, 0]], [[1, 2, 0]], [[2, 0, 1]]])('%j', (order) => {
    const outcomes = new Outcomes<never, Result>((result) => result)
    for (const at of order) {
      const outcome = inOrder[at]
      if (outcome !== undefined) outcomes.add(outcome, at)
    }
    const { groups, ends, status } = outcomes.answer([['*']])
    expect(groups.map(({ targets, held, errors }) => [targets, held.message, errors.length])).toEqual([
      [['a', 'c'], 'a has none', 2],
      [['b'], 'b has none', 1],
    ])
    expect(ends.map(({ target, kind, end }) => [target, kind, end])).toEqual([
      ['a', 'error', 'could not run'],
      ['b', 'error', 'could not run'],
      ['c', 'error', 'could not run'],
    ])
    expect(status).toBe(4)
  })
})

describe('the document of several targets, in pieces', () => {
  const entry = (target: string, document: object | null): SeveralEntry => ({
    target,
    document,
    error: null,
    exitStatus: 0,
  })

  test.each<[string, readonly SeveralEntry[]]>([
    ['of none', []],
    ['of one', [entry('a', { steps: [], text: 'a\nb', empty: {} })]],
    ['of two, with what steers a terminal', [entry('a', { text: '\u009b31m\u2028' }), entry('b', null)]],
  ])('%s is laid out as one text', async (_of, entries) => {
    const texts = await packing()
    const groups = [{ targets: entries.map(({ target }) => target), maps: [], held: null, errors: [] }]
    const packed = entries.map((one) => packedEntry(one, texts))
    const whole = {
      formatVersion: 1,
      targets: entries,
      groups: groups.map(({ targets }) => ({ targets })),
    }
    const text = [...severalJson(packed, { groups }, texts)].join('')
    expect(JSON.parse(text)).toEqual(whole)
    expect(text.replaceAll('\\u009b', '\u009b').replaceAll('\\u2028', '\u2028')).toBe(
      `${JSON.stringify(whole, null, 2)}\n`,
    )
  })
})
