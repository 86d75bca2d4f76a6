import { describe, expect, test } from 'vitest'
import { applyFixes } from '../../src/lint/edits.ts'
import { deleteItem } from '../../src/lint/item-edits.ts'
import { parsed } from '../support/builders/parsed.ts'

const edit = (
  start: number,
  end: number,
  text: string,
): { file: string; start: number; end: number; text: string } => ({ file: 'a', start, end, text })

test.each([
  ['in any order', [[edit(4, 5, 'E')], [edit(0, 1, 'A')]], 'AbcdE', 2],
  ['of two that touch, the first', [[edit(0, 2, 'X')], [edit(2, 3, 'Y')]], 'Xcde', 1],
  ['all edits of a fix, or none', [[edit(0, 1, 'A')], [edit(4, 5, ''), edit(0, 1, '')]], 'Abcde', 1],
  ['none', [], 'abcde', 0],
])('fixes: %s', (_name, fixes, expected, count) => {
  const fixed = applyFixes(
    'abcde',
    fixes.map((edits) => ({ edits, removed: null })),
  )
  expect([fixed.text, fixed.applied.length]).toEqual([expected, count])
})

function deleted(text: string, rule: number): string | null {
  const [file] = parsed({ 'a.yaml': text })
  const policy = file?.policies[0]
  if (policy === undefined) throw new Error('no policy')
  const removal = deleteItem(policy, ['spec', 'policies', rule], text)
  return removal === null ? null : applyFixes(text, [{ edits: [removal], removed: null }]).text
}

describe('deleting a rule', () => {
  const block =
    'name: a\nspec:\n  policies:\n    # one\n    - permission: deny\n      tags: [a] # why\n    # two\n    - permission: allow\n      tags: [b]\n'
  test.each([
    [
      'the first of a block, its lines and their comments',
      block,
      0,
      block.replace('    - permission: deny\n      tags: [a] # why\n', ''),
    ],
    ['the last of a block', block, 1, block.replace('    - permission: allow\n      tags: [b]\n', '')],
    [
      'with CRLF',
      block.replaceAll('\n', '\r\n'),
      0,
      block.replace('    - permission: deny\n      tags: [a] # why\n', '').replaceAll('\n', '\r\n'),
    ],
    [
      'without a last line end',
      block.trimEnd(),
      1,
      block.replace('    - permission: allow\n      tags: [b]\n', ''),
    ],
    [
      'the first between brackets',
      'name: a\nspec: { policies: [{ permission: deny }, { permission: allow }] }',
      0,
      'name: a\nspec: { policies: [{ permission: allow }] }',
    ],
    [
      'the last between brackets',
      'name: a\nspec: { policies: [{ permission: deny }, { permission: allow }] }',
      1,
      'name: a\nspec: { policies: [{ permission: deny }] }',
    ],
    ['the only one: never', 'name: a\nspec: { policies: [{ permission: deny }] }', 0, null],
  ])('%s', (_name, text, rule, expected) => {
    expect(deleted(text, rule)).toBe(expected)
  })
})
