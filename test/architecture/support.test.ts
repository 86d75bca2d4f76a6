/** test/support is one story: its README names every file, and no file is there that nobody needs. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { parse } from '@babel/parser'
import { describe, expect, test } from 'vitest'
import { importsOf, modulesOf } from './imports.ts'

const SUPPORT = 'test/support'
const README = readFileSync(join(SUPPORT, 'README.md'), 'utf8')

const files = readdirSync(SUPPORT, { recursive: true, encoding: 'utf8', withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== 'README.md')
  .map((entry) => join(entry.parentPath, entry.name).slice(SUPPORT.length + 1))
  .sort()

/** Folders in the order of the README: each may import those above it. */
const layers = [...README.matchAll(/^## ([a-z]+)$/gm)].map(([, name = '']) => name)

function layerOf(file: string): number {
  return layers.indexOf(file.split('/', 1)[0] ?? '')
}

/** Every file of test/ → files of test/ that it imports. */
const imports = new Map(
  modulesOf('test').map((file) => [
    file,
    importsOf('test', file).flatMap(({ to, isLocal }) => (isLocal && !to.startsWith('..') ? [to] : [])),
  ]),
)

test('the README names each file, in its folder', () => {
  const sections = README.split(/^## /m).slice(1)
  const named = sections.flatMap((section) => {
    const [folder = ''] = section.split('\n', 1)
    const links = [...section.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = '']) => path)
    return links.filter((path) => path.startsWith(`${folder}/`))
  })
  expect(named.sort()).toEqual(files)
})

describe('a folder imports only those above it in the README', () => {
  test('none does otherwise', () => {
    const wrong = [...imports].flatMap(([from, all]) =>
      from.startsWith('support/')
        ? all.filter((to) => !isBelow(from, to)).map((to) => `${from} → ${to}`)
        : [],
    )
    expect(wrong).toEqual([])
  })

  test.each([
    ['support/git/git.ts', 'support/suite/folder.ts', true],
    ['support/git/git.ts', 'support/git/ledger.ts', true],
    ['support/git/git.ts', 'support/project/project.ts', false],
    ['support/git/git.ts', 'store/open-store.ts', false],
  ])('%s → %s: %s', (from, to, may) => {
    expect(isBelow(from, to)).toBe(may)
  })
})

function isBelow(from: string, to: string): boolean {
  const [own, other] = [from, to].map((file) => layerOf(file.replace(/^support\//, '')))
  return to.startsWith('support/') && own !== undefined && other !== undefined && other >= 0 && other <= own
}

test('what only one folder of tests uses stands beside those tests', () => {
  const users = new Map<string, Set<string>>()
  for (const test of imports.keys()) {
    const [folder = ''] = test.split('/', 1)
    if (folder === 'support') continue
    for (const file of loadedWith(test)) users.set(file, (users.get(file) ?? new Set()).add(folder))
  }
  const shared = files.filter((file) => file.endsWith('.ts') && !file.startsWith('suite/'))
  const lonely = shared.filter((file) => (users.get(`support/${file}`)?.size ?? 0) < 2)
  expect(lonely).toEqual([])
})

function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  for (const next of imports.get(file) ?? []) if (!seen.has(next)) loadedWith(next, seen.add(next))
  return seen
}

test('no export is unused', () => {
  const used = new Set<string>()
  for (const top of ['test', 'bench'])
    for (const file of readdirSync(top, { recursive: true, encoding: 'utf8' }))
      if (/\.m?ts$|\.mjs$/.test(file)) for (const name of namesImported(join(top, file))) used.add(name)
  const unused = files
    .filter((file) => file.endsWith('.ts') && !RUN_BY_VITEST.includes(file))
    .flatMap((file) => exportsOf(join(SUPPORT, file)))
    .filter((name) => !used.has(name))
  expect(unused).toEqual([])
})

/** vitest.config.ts names them. */
const RUN_BY_VITEST = ['suite/global-setup.ts', 'suite/setup.ts', 'suite/built-sources.ts']

/** `file#name`. */
function exportsOf(file: string): readonly string[] {
  const found = readFileSync(file, 'utf8').matchAll(
    /^export (?:async )?(?:function|const|class|interface|type) (\w+)/gm,
  )
  return [...found].map(([, name]) => `${file}#${name}`)
}

interface Imported {
  readonly type: string
  readonly source?: { readonly value: string } | null
  readonly specifiers?: readonly { readonly imported?: { readonly name?: string } }[]
}

function namesImported(file: string): readonly string[] {
  const { program } = parse(readFileSync(file, 'utf8'), { sourceType: 'module', plugins: ['typescript'] })
  return (program.body as unknown as readonly Imported[]).flatMap(({ source, specifiers = [] }) => {
    if (source === undefined || source === null || !source.value.startsWith('.')) return []
    const path = normalize(join(dirname(file), source.value))
    return specifiers.flatMap(({ imported }) =>
      imported?.name === undefined ? [] : [`${path}#${imported.name}`],
    )
  })
}
