/** Files of tests that share their workers meet nothing of each other: the rule that says which those are holds. */
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importsOf, modulesOf } from './imports.ts'
import {
  processFiles,
  reasonIn,
  reasonsOf,
  sharingFiles,
  specifiersLoaded,
  startingFiles,
  testFiles,
} from './sharing.ts'

const SRC = 'src'

test('most files share, and none that starts git, a browser or the command line', () => {
  const sharing = sharingFiles('.')
  expect(sharing.length).toBeGreaterThan(100)
  expect(testFiles('.').length).toBeGreaterThan(sharing.length)
  const loaded = new Set(sharing.flatMap((file) => importsOf('.', file).map(({ to }) => to)))
  for (const of of ['git/git', 'run/run-cli', 'action/run-action', 'project/project'])
    expect(loaded).not.toContain(`test/support/${of}.ts`)
  expect(loaded).not.toContain('node:child_process')
})

test('files that start processes share processes, unless there is another reason to be alone', () => {
  const starting = startingFiles('.')
  expect(starting.length).toBeGreaterThan(60)
  expect(starting).toContain('test/commands/plan.test.ts')
  const [sharing, changing] = [
    sharingFiles('.'),
    ['test/action/annotations.test.ts', 'test/git/run-git.test.ts'],
  ]
  expect(starting.filter((file) => sharing.includes(file) || changing.includes(file))).toEqual([])
})

test('later Nodes run the files in which a process is the point', () => {
  const files = processFiles('.')
  for (const path of ['cli', 'action/bundle', 'package/package', 'end-to-end/signals', 'reliability/kill'])
    expect(files).toContain(`test/${path}.test.ts`)
  expect(files).not.toContain('test/commands/plan.test.ts')
})

test('nothing that a parser reads is overlooked, but for types', () => {
  for (const file of modulesOf('test')) {
    const text = readFileSync(`test/${file}`, 'utf8')
    const types = [...text.matchAll(/^(?:import|export) type [^;]*?from '([^']+)'/gm)].map(([, of]) => of)
    const found = [...specifiersLoaded(text), ...types].map((specifier = '') =>
      specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier,
    )
    const overlooked = importsOf('test', file).filter(({ to }) => !found.includes(to))
    expect([file, overlooked]).toEqual([file, []])
  }
})

describe('a file is alone that', () => {
  test.each([
    ["import { spawn } from 'node:child_process'", 'starts processes'],
    ["const { chromium } = await import('playwright-core')", 'starts processes'],
    ["process.chdir('/')", 'looks at or changes the process'],
    ["process.env.HOME = '/'", 'looks at or changes the process'],
    ["process.env.HOME ??= '/'", 'looks at or changes the process'],
    ['const env = { ...process.env }', 'looks at or changes the process'],
    ["process.on('SIGINT', stop)", 'looks at or changes the process'],
    ["vi.spyOn(console, 'log')", 'changes what others use'],
    ['vi.useFakeTimers()', 'changes what others use'],
    ['globalThis.fetch = refuse', 'changes what others use'],
    ["Object.defineProperty(Map.prototype, 'get', {})", 'changes what others use'],
    ['fc.configureGlobal({ seed: 1 })', 'changes what others use'],
    ['expect.extend({ toBeSafe })', 'changes how tests are judged'],
    ['const began = performance.now()', 'measures'],
    ["test('in time', () => {\n}, 10_000)", 'measures'],
    ["test('in time', { timeout: 5000 }, run)", 'measures'],
  ])('%s', (text, reason) => {
    expect(reasonIn(text)).toBe(reason)
  })

  test.each([
    ['const node = process.execPath'],
    ["const isSoak = process.env.POLICYCTL_SOAK === '1'"],
    ["// vi.mock('x')"],
    ["/** Not through globalThis. */\nimport { test } from 'vitest'"],
    ["const run = { process: 'plan' }"],
    ["import { runInProcess } from '../support/run/run-in-process.ts'"],
  ])('and not: %s', (text) => {
    expect(reasonIn(text)).toBeNull()
  })

  test('loads such a file, however far', () => {
    // project.ts loads git.ts, which loads what starts processes.
    const reason = 'test/support/suite/exec-through-shell.ts: starts processes'
    expect(reasonsOf('.', 'test/commands/plan.test.ts')).toContain(reason)
  })
})

/** Memories of pure answers: what was asked last, and a buffer whose contents are read at once. */
const REMEMBERS = [
  'access/model/written-rules.ts',
  'access/questions/idle-routes.ts',
  'access/questions/idle-rules.ts',
  'files/read-bytes.ts',
  'lint/config-places.ts',
  'lint/item-edits.ts',
  'lint/methods.ts',
  'lint/resource/resource-check.ts',
  'lint/selectors.ts',
]

test('the sources keep nothing between two calls but memories of pure answers', () => {
  const keeping = modulesOf(SRC).filter((file) =>
    /^(?:export )?let /m.test(readFileSync(`${SRC}/${file}`, 'utf8')),
  )
  expect(keeping.filter((file) => !file.startsWith('generated/'))).toEqual(REMEMBERS)
})
