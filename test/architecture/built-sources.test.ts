/** What tests import out of src/ is what was compiled of it, all of it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BUILT, builtSources, IS_BUILT } from '../support/suite/built-sources.ts'
import { modulesOf } from './imports.ts'

test.each<[specifier: string, importer: string, id: string | null]>([
  ['../../src/git/lock.ts', '/repo/test/git/lock.test.ts', '/repo/.built/git/lock.js'],
  ['../src/cli.ts', '/repo/bench/run.mjs', '/repo/.built/cli.js'],
  [
    '../../src/generated/plan-validator.js',
    '/repo/test/plan/a.ts',
    '/repo/.built/generated/plan-validator.js',
  ],
  ['../support/src/git.ts', '/repo/test/git/lock.test.ts', null],
  ['../../schema/policy.schema.json', '/repo/test/policy/fields.test.ts', null],
  ['vitest', '/repo/src/a.ts', null],
])('%s in %s: %s', (specifier, importer, id) => {
  const resolved = builtSources('/repo').resolveId(specifier, importer)
  expect(resolved?.id ?? null).toBe(id)
  if (resolved !== null) expect(resolved.id).toMatch(IS_BUILT)
})

test('every module has been compiled', () => {
  const missing = modulesOf('src')
    .filter((module) => !module.endsWith('.d.ts'))
    .map((module) => join(BUILT, module.replace(/\.ts$/, '.js')))
    .filter((path) => !existsSync(path))
  expect(missing).toEqual([])
})
