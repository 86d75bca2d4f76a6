import { expect, test } from 'vitest'
import { printable } from '../../src/words/printable.ts'

test.each([
  ['https://a.example/*', 'https://a.example/*'],
  ['Zoë 😀 日本', 'Zoë 😀 日本'],
  ['a\nb\tc\rd', 'a\\nb\\tc\\rd'],
  ['\u001b[2J', '\\u{1b}[2J'],
  ['\u009b2J', '\\u{9b}2J'],
  ['a\u202eb\u200bc\u2028d', 'a\\u{202e}b\\u{200b}c\\u{2028}d'],
  ['\u{e0041}', '\\u{e0041}'],
  ['::error::x', '\\u{3a}:error::x'],
  ['  ::add-mask::a', '  \\u{3a}:add-mask::a'],
  ['http://[::1]/', 'http://[::1]/'],
  ['a ##[error]x', 'a #\\u{23}[error]x'],
])('printable: %j → %s', (text, shown) => {
  expect(printable(text)).toBe(shown)
})
