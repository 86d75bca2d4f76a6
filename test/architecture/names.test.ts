/** One name for one thing: what is exported is called like nothing else that is exported, so that a search finds it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from '@babel/parser'
import { expect, test } from 'vitest'
import { modulesOf } from './imports.ts'

const SRC = 'src'
/** Of a list of plug-ins each file exports the same: what it is called is its file's name. */
const PLUG_INS: Readonly<Record<string, string>> = { 'lint/checks/': 'check', 'commands/': 'command' }

/** Names that a module declares and exports; what it passes on is declared elsewhere. */
function exportsIn(text: string): readonly string[] {
  const { program } = parse(text, { sourceType: 'module', plugins: ['typescript'] })
  return program.body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration' || !statement.declaration) return []
    const { declaration } = statement
    if (declaration.type === 'VariableDeclaration')
      return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
    return 'id' in declaration && declaration.id?.type === 'Identifier' ? [declaration.id.name] : []
  })
}

function isPlugIn(module: string, name: string): boolean {
  return Object.entries(PLUG_INS).some(([folder, shared]) => module.startsWith(folder) && name === shared)
}

/** A function and its overloads, a brand and its type, have one name in one module. */
function namesByModule(modules: ReadonlyMap<string, string>): ReadonlyMap<string, ReadonlySet<string>> {
  const modulesByName = new Map<string, Set<string>>()
  for (const [module, text] of modules) {
    for (const name of exportsIn(text)) {
      if (!isPlugIn(module, name)) modulesByName.set(name, (modulesByName.get(name) ?? new Set()).add(module))
    }
  }
  return modulesByName
}

function exportedTwice(modules: ReadonlyMap<string, string>): readonly string[] {
  return [...namesByModule(modules)]
    .filter(([, owners]) => owners.size > 1)
    .map(([name, owners]) => `${name}: ${[...owners].join(', ')}`)
    .sort()
}

test('no name is exported twice', () => {
  const modules = modulesOf(SRC).filter((module) => !module.startsWith('generated/'))
  expect(modules.length).toBeGreaterThan(300)
  const texts = new Map(modules.map((module) => [module, readFileSync(join(SRC, module), 'utf8')]))
  expect(exportedTwice(texts)).toEqual([])
})

test('a name that is planted twice is found, one that is passed on is not', () => {
  const modules = new Map([
    ['a.ts', 'export const one = 1\nexport type Two = 2\nexport function two() {}'],
    ['b.ts', "export { one } from './a.ts'\nexport interface Two {}\nexport class three {}"],
    ['commands/a.ts', 'export const command = 1'],
    ['commands/b.ts', 'export const command = 2'],
  ])
  expect(exportedTwice(modules)).toEqual(['Two: a.ts, b.ts'])
})
