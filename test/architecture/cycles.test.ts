/** No module needs itself, whatever way round, not even for a type: each can be read, and tested, before those that use it. */
import { expect, test } from 'vitest'
import { importsOf, modulesOf } from './imports.ts'

const SRC = 'src'

type Graph = ReadonlyMap<string, readonly string[]>

function graphOf(root: string): Graph {
  return new Map(
    modulesOf(root).map((file) => [
      file,
      importsOf(root, file).flatMap(({ to, isLocal }) => (isLocal ? [to] : [])),
    ]),
  )
}

/** The way round, `a → b → a`; null where there is none. */
function cycleIn(graph: Graph): string | null {
  const done = new Set<string>()
  const visit = (module: string, way: readonly string[]): string | null => {
    const at = way.indexOf(module)
    if (at >= 0) return [...way.slice(at), module].join(' → ')
    if (done.has(module)) return null
    for (const next of graph.get(module) ?? []) {
      const cycle = visit(next, [...way, module])
      if (cycle !== null) return cycle
    }
    done.add(module)
    return null
  }
  for (const module of graph.keys()) {
    const cycle = visit(module, [])
    if (cycle !== null) return cycle
  }
  return null
}

test('no module imports itself, types included', () => {
  const graph = graphOf(SRC)
  expect(graph.size).toBeGreaterThan(300)
  expect(cycleIn(graph)).toBeNull()
})

test.each([
  ['itself', { a: ['a'] }, 'a → a'],
  ['two', { a: ['b'], b: ['a'] }, 'a → b → a'],
  ['three, behind another', { a: ['b'], b: ['c'], c: ['d'], d: ['b'] }, 'b → c → d → b'],
  ['a diamond is none', { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }, null],
])('a planted cycle: %s', (_what, edges, cycle) => {
  expect(cycleIn(new Map(Object.entries(edges)))).toBe(cycle)
})
