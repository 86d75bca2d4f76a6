import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { GLOBAL_ONLY_IN, MAY_IMPORT, ONLY_IN } from './boundaries.ts'
import { type Import, importsIn, importsOf, modulesOf } from './imports.ts'

const SRC = 'src'
const modules = modulesOf(SRC).filter((file) => !file.endsWith('.d.ts'))

/** The room that a file stands in: two folders where the table parts them, else the first; the file itself at the top. */
function room(file: string): string {
  const [first = file, second = ''] = file.split('/')
  const inner = `${first}/${second}`
  return MAY_IMPORT[inner] === undefined ? first : inner
}

function violations(imports: readonly Import[]): readonly string[] {
  return imports.flatMap(({ from, to, isLocal }) => {
    const allowed = isLocal ? [room(from), ...(MAY_IMPORT[room(from)] ?? [])] : ONLY_IN[to]
    if (allowed === undefined) return []
    if (isLocal && to.startsWith('..')) return to.startsWith('../schema/') ? [] : [`${from} imports ${to}`]
    const isAllowed = isLocal
      ? allowed.includes(room(to)) || allowed.includes(to)
      : allowed.includes(room(from))
    return isAllowed ? [] : [`${from} imports ${to}`]
  })
}

function globalsUsed(file: string, text: string): readonly string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|'[^'\n]*'/gm, '')
  return Object.entries(GLOBAL_ONLY_IN)
    .filter(([global, rooms]) => !rooms.includes(room(file)) && mentions(code, global))
    .map(([global]) => `${file} uses ${global}`)
}

function mentions(code: string, global: string): boolean {
  const escaped = global.replace(/[.()]/g, '\\$&')
  return new RegExp(`(?<![\\w.])${escaped}`).test(code)
}

test('every module stands in a room of the table', () => {
  expect(modules.length).toBeGreaterThan(30)
  expect(modules.filter((file) => MAY_IMPORT[room(file)] === undefined)).toEqual([])
})

test('CONTRIBUTING says what each room is for', () => {
  const [, table = ''] = readFileSync('CONTRIBUTING.md', 'utf8').split('## Where things live')
  const told = [...table.matchAll(/^\| (`[^|]*`) *\|/gm)].flatMap(
    ([, cell = '']) => cell.match(/[\w-]+/g) ?? [],
  )
  const rooms = modules.flatMap((file) => (file.includes('/') ? [file.split('/', 1)[0] ?? ''] : []))
  expect([...new Set(rooms)].filter((name) => !told.includes(name))).toEqual([])
})

test('no module imports what its room may not', () => {
  expect(violations(modules.flatMap((file) => importsOf(SRC, file)))).toEqual([])
})

test('the world is touched at the edges only', () => {
  expect(modules.flatMap((file) => globalsUsed(file, readFileSync(`${SRC}/${file}`, 'utf8')))).toEqual([])
})

test('the Action reads back nothing that was printed: JSON is what GitHub wrote', () => {
  const own = modules.filter((file) => room(file).startsWith('action'))
  const readers = own.filter((file) => readFileSync(`${SRC}/${file}`, 'utf8').includes('JSON.parse'))
  expect(readers).toEqual(['action/event.ts'])
})

describe('the test sees a planted violation', () => {
  test.each([
    ['a value import', 'policy/x.ts', "import { plan } from '../plan/plan.ts'"],
    ['a type import', 'policy/x.ts', "import type { Plan } from '../plan/plan.ts'"],
    ['a re-export', 'access/x.ts', "export { parse } from '../parse/x.ts'"],
    ['a dynamic import', 'lint/x.ts', "await import('../files/x.ts')"],
    ['an import in a type', 'lint/x.ts', "type X = import('../files/x.ts').X"],
    ['the file system', 'plan/x.ts', "import { readFileSync } from 'node:fs'"],
  ])('%s', (_what, file, text) => {
    expect(violations(importsIn(file, text))).toHaveLength(1)
  })

  test.each([['process.env'], ['Date.now()'], ['new Date()'], ['Math.random()']])('%s', (code) => {
    expect(globalsUsed('plan/x.ts', `export const x = ${code}`)).toHaveLength(1)
  })
})
