/** Inputs as a workflow gives them: an expression may give nothing. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readInputs } from '../../src/action/inputs.ts'

const ACTION = fileURLToPath(new URL('../../.github/actions/policyctl/action.yml', import.meta.url))
const { inputs } = parse(readFileSync(ACTION, 'utf8')) as { inputs: Record<string, { default: string }> }
const env = process.env

beforeEach(() => {
  process.env = {}
  for (const [name, { default: value }] of Object.entries(inputs)) give(name, value)
})
afterEach(() => {
  process.env = env
})

function give(name: string, value: string): void {
  process.env[`INPUT_${name.toUpperCase()}`] = value
}

const OPTIONAL = Object.keys(inputs).filter((name) => !['command', 'token'].includes(name))

test.each(OPTIONAL)('an empty %s is its default', (name) => {
  const usual = readInputs()
  give(name, '')
  expect(readInputs()).toEqual(usual)
})

test('no command, or no known one: refused', () => {
  for (const command of ['', ' ', 'plan,aply']) {
    give('command', command)
    expect(readInputs).toThrow(expect.objectContaining({ code: 'action-input' }))
  }
})
