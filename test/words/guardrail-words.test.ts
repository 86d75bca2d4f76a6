import { expect, test } from 'vitest'
import type { GuardrailResult } from '../../src/access/questions/guardrail.ts'
import { guardrailsMarkdown } from '../../src/media/guardrails-markdown.ts'
import { guardrailsText } from '../../src/media/guardrails-text.ts'

function proven(name: string, assumptions: GuardrailResult['assumptions']): GuardrailResult {
  const nothing = { counterexample: null, because: [], unmatched: [] }
  return { name, result: 'proven', assumptions, agents: 1, policies: 1, ...nothing }
}

const MANY = [
  proven('a', ['paths-as-text']),
  proven('b', ['bindings-as-seen', 'paths-as-text']),
  proven('c', []),
  ...['d', 'e', 'f', 'g'].map((name) => proven(name, ['paths-as-text'])),
]
const LINE = 'assuming bindings-as-seen: b; paths-as-text: a, b, d and 3 more'

test('assumptions stand once on the screen, each with those that rest on it', () => {
  const text = guardrailsText(MANY, { verbose: false, color: false })
  expect(text).toContain(LINE)
  expect(text.match(/assuming/g)).toHaveLength(1)
  const markdown = guardrailsMarkdown(MANY, { verbose: false }).replaceAll('`', '')
  expect(markdown).toContain('assuming bindings-as-seen: b; paths-as-text: a, b, d, e and 2 more')
  const whole = guardrailsText(MANY, { verbose: true, color: false })
  expect(whole).toContain('paths-as-text: a, b, d, e, f, g')
  expect(whole.match(/assuming/g)).toHaveLength(1)
})

test('none where no proof rests on any', () => {
  expect(guardrailsText([proven('a', [])], { verbose: false, color: false })).not.toContain('assuming')
})
