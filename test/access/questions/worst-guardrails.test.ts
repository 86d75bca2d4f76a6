import { expect, test } from 'vitest'
import { type GuardrailOutcome, worstGuardrails } from '../../../src/access/questions/worst-guardrails.ts'

const of = (name: string, result: GuardrailOutcome['result']): GuardrailOutcome => ({
  name,
  result,
  assumptions: [],
})

test.each<[string, GuardrailOutcome['result'][], GuardrailOutcome['result']]>([
  ['broken in one workspace', ['proven', 'violated', 'proven'], 'violated'],
  ['guarding nothing in one', ['proven', 'matches-nothing', 'unproven'], 'matches-nothing'],
  ['not proven in one', ['unproven', 'proven'], 'unproven'],
  ['proven everywhere', ['proven', 'proven'], 'proven'],
])('%s', (_case, results, worst) => {
  expect(worstGuardrails(results.map((result) => [of('a', result)]))).toEqual([of('a', worst)])
})

test('a guardrail counts once, however many workspaces it was held against', () => {
  const held = [
    [of('a', 'proven'), of('b', 'violated')],
    [of('a', 'proven'), of('b', 'violated')],
  ]
  expect(worstGuardrails(held)).toEqual([of('a', 'proven'), of('b', 'violated')])
})
