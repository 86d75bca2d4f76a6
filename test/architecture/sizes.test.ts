/** Files are short, and functions fit on a screen. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { modulesOf } from './imports.ts'

const SRC = 'src'
const FILE_LINES = 250
const FUNCTION_LINES = 48
/** Modules with one longer function, and why it is one. */
const LONGER: Readonly<Record<string, string>> = {
  'author/plan-workflow.ts': 'the text of a workflow',
  'author/apply-workflow.ts': 'the text of a workflow',
  'cli/write-board.ts': 'closures over one line of the terminal',
  'page/dom/detail.ts': 'builds the panel of one cell, element by element',
  'page/dom/try-line.ts': 'builds the form for one request, element by element',
}

interface Long {
  readonly line: number
  readonly lines: number
}

const START =
  /^\s*(?:export )?(?:default )?(?:async )?function\b|=> \{$|^\s+(?!if\b|for\b|while\b|switch\b|catch\b)(?:static |async |get |set |\*)*[#\w]+\(.*\{$/

/** The formatter indents: a function ends at the first line that closes at the indentation of its first. A parser takes seconds for all of src. */
function longFunctionsIn(text: string): readonly Long[] {
  const lines = text.split('\n')
  return lines.flatMap((start, index) => {
    if (!START.test(start)) return []
    const close = `${/^\s*/.exec(start)?.[0]}}`
    const length =
      lines.slice(index + 1).findIndex((line) => line.startsWith(close) && !line.endsWith('{')) + 2
    return length > FUNCTION_LINES ? [{ line: index + 1, lines: length }] : []
  })
}

const modules = modulesOf(SRC).filter((module) => !module.startsWith('generated/'))
const texts = modules.map((module) => ({ module, text: readFileSync(join(SRC, module), 'utf8') }))

test(`no file of src has more than ${FILE_LINES} lines`, () => {
  expect(texts.length).toBeGreaterThan(300)
  const long = texts.filter(({ text }) => text.trimEnd().split('\n').length > FILE_LINES)
  expect(long.map(({ module }) => module)).toEqual([])
})

test(`no function of src has more than ${FUNCTION_LINES} lines, but for those that are named here`, () => {
  const long = texts.flatMap(({ module, text }) => {
    const found = longFunctionsIn(text)
    const isNamed = LONGER[module] !== undefined
    return (isNamed ? found.length !== 1 : found.length > 0)
      ? [`${module}: ${found.map(({ line, lines }) => `${lines} lines from line ${line}`).join(', ')}`]
      : []
  })
  expect(long).toEqual([])
})

test('a long function is found wherever it stands', () => {
  const body = `${'  x()\n'.repeat(FUNCTION_LINES - 1)}}`
  for (const [name, text] of [
    ['a declaration', `export async function f() {\n${body}`],
    ['an arrow', `const f = () => {\n${body}`],
    ['a method', `const f = {\n  m() {\n${body.replace(/^/gm, '  ')},\n}`],
    ['parameters in lines of their own', `function f({\n  a,\n}: A): B {\n${body}`],
    ['a callback', `use(async () => {\n${body})`],
  ] as const)
    expect(longFunctionsIn(text), name).toHaveLength(1)
  expect(longFunctionsIn(`function f() {\n${'  x()\n'.repeat(FUNCTION_LINES - 2)}}`)).toEqual([])
})
