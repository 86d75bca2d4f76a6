/** A reviewer has no command line: a comment names the inputs of policy-apply. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { guardText } from '../../../src/action/comment/guard-text.ts'
import { overrideText } from '../../../src/plan/guards/override.ts'
import { isLiftable } from '../../../src/words/guard-words.ts'

const WORKFLOW = parse(readFileSync('.github/workflows/policy-apply.yml', 'utf8'))
const APPLY_INPUTS = Object.keys(WORKFLOW.on.workflow_dispatch.inputs)

const FLAGS = [
  '--allow-behind',
  '--allow-deletes',
  '--allow-in-use',
  '--allow-widening',
  '--drop-fields',
  '--overwrite-live',
] as const

test.each(FLAGS)('%s is an input of policy-apply, in every form and place', (flag) => {
  const name = flag.slice(2)
  expect(APPLY_INPUTS).toContain(name)
  const isBare = flag === '--allow-behind' || flag === '--allow-widening'
  const cases: readonly (readonly [
    value: string | null,
    own: string | null,
    targets: string[],
    written: string,
  ])[] = isBare
    ? [
        [null, null, ['default'], 'true'],
        [null, null, ['dev-eu'], 'dev-eu'],
        [null, null, ['dev-eu', 'dev-us'], 'dev-eu,dev-us'],
        [null, 'dev-eu', ['dev-eu'], 'dev-eu'],
      ]
    : [
        ['mail', null, ['default'], 'mail'],
        ['mail', null, ['dev-eu'], 'dev-eu:mail'],
        ['3', null, ['dev-eu', 'dev-us'], 'dev-eu:3,dev-us:3'],
        ['mail', 'dev-eu', ['dev-eu'], 'dev-eu:mail'],
      ]
  for (const [value, own, targets, written] of cases) {
    const option = overrideText(flag, value, { namesTarget: own })
    const input = `the input \`${name}: ${written}\` of policy-apply`
    expect(guardText(`unbind it, or ${option}`, targets)).toBe(`unbind it, or ${input}`)
    expect(guardText(`${option} lifts it; or ${option}, too.`, targets)).toBe(
      `${input} lifts it; or ${input}, too.`,
    )
  }
})

test('a comment offers an exception for the guards that the config takes one for', () => {
  const config = JSON.parse(readFileSync('schema/config.schema.json', 'utf8'))
  const taken: readonly string[] = config.properties.exceptions.items.properties.guard.enum
  expect(taken.filter((guard) => !isLiftable(guard))).toEqual([])
  expect(['guardrail', 'protected', 'stale-plan', 'locked'].filter(isLiftable)).toEqual([])
})

test('guard empty-desired has no input', () => {
  expect(APPLY_INPUTS).not.toContain('allow-empty')
  expect(guardText('is this the right folder? --allow-empty deletes all 7', ['dev-eu'])).toBe(
    'is this the right folder? an exception in `policyctl.yaml` deletes all 7',
  )
})

test.each([
  'GET https://h.example/--allow-in-use=x would be allowed',
  'the policy a--allow-in-use is in use',
  'a message without an option',
])('%s stays as it is', (message) => {
  expect(guardText(message, ['dev-eu'])).not.toContain('the input')
})
