import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { OVERRIDE_INPUTS } from '../../src/action/inputs.ts'
import { outputsOf } from '../../src/action/outputs.ts'
import { planned } from '../support/builders/comment-documents.ts'

const action = parse(readFileSync('.github/actions/policyctl/action.yml', 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly default: string; readonly description: string }>>
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
  readonly runs: { readonly using: string; readonly main: string }
}
const page = readFileSync('docs/action.md', 'utf8')
const sources = ['inputs', 'run-action', 'event']
  .map((name) => readFileSync(`src/action/${name}.ts`, 'utf8'))
  .join('\n')

/** Names in the first column of the table under a heading. */
function namesUnder(heading: string): readonly string[] {
  const section = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  return [...section.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  )
}

test('every input and output has a row, and every row is one', () => {
  expect(namesUnder('Inputs')).toEqual(Object.keys(action.inputs))
  expect(namesUnder('Outputs')).toEqual(Object.keys(action.outputs))
})

test('the defaults are those of the page', () => {
  for (const [name, { default: value }] of Object.entries(action.inputs)) {
    const [, shown = ''] = new RegExp(`^\\| \`${name}\` \\| (.*?) ?\\|`, 'm').exec(page) ?? []
    if (name === 'token') expect(value).toMatch(/^\$\{\{ github\.token }}$/)
    else expect([name, shown.replaceAll('`', '')]).toEqual([name, value])
  }
})

test('every input is read, and nothing is read that is none', () => {
  const read = new Set([
    ...[...sources.matchAll(/(?:getInput|filled|switchOf)\('([a-z-]+)'\)/g)].map(([, name = '']) => name),
    ...Object.keys(OVERRIDE_INPUTS),
  ])
  expect([...read].sort()).toEqual(Object.keys(action.inputs).sort())
})

test('every output is set, and nothing is set that is none', () => {
  const report = planned('production')
  const outputs = outputsOf({
    plans:
      report.kind === 'plan'
        ? [
            {
              target: { name: 'p', flag: null },
              plan: report.plan,
              file: '/plan.json',
              statusOnceApproved: 0,
            },
          ]
        : [],
    access: [],
    findings: 0,
    drifted: null,
    targets: null,
    waves: null,
    reports: '/reports',
    statements: [],
    sarif: null,
    status: 0,
  })
  expect(Object.keys(outputs).sort()).toEqual(Object.keys(action.outputs).sort())
})

test('one bundled file, on the Node of the runners', () => {
  expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.mjs' })
})
