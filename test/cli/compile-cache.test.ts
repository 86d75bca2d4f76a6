/** The code that Node keeps between runs: where it lies, and that a run with a bad cache is a run. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import nodeModule from 'node:module'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compiledFolder } from '../../src/cli/compile-cache.ts'
import { runCli } from '../support/run/run-cli.ts'
import { folderWith } from '../support/suite/folder.ts'

test.each<[string, (root: string) => Record<string, string>]>([
  ['a file system that lets nobody make folders', () => ({ XDG_CACHE_HOME: '/proc/nothing' })],
  ['its root', () => ({ XDG_CACHE_HOME: '/proc' })],
  ['a file in the way', (root) => ({ XDG_CACHE_HOME: join(root, 'file') })],
  ['a path that depends on where one stands', () => ({ XDG_CACHE_HOME: 'cache' })],
  ['neither variable', () => ({})],
])('%s: nothing is kept', (_case, env) => {
  expect(compiledFolder(env(folderWith({ file: '' })))).toBeNull()
})

test.each<[string, (root: string) => Record<string, string>, string]>([
  ['XDG_CACHE_HOME', (root) => ({ XDG_CACHE_HOME: join(root, 'x'), HOME: root }), 'x/policyctl/compiled'],
  ['HOME', (root) => ({ HOME: root, XDG_CACHE_HOME: '' }), '.cache/policyctl/compiled'],
])('%s: kept in a folder of the user alone', (_case, env, path) => {
  const root = folderWith()
  expect(compiledFolder(env(root))).toBe(join(root, path))
  expect(compiledFolder(env(root))).toBe(join(root, path))
  expect(statSync(join(root, path)).mode & 0o777).toBe(0o700)
})

const LINT = {
  'policies/a.yaml':
    'name: a\nspec: { policies: [{ permission: deny, operations: [GET], resource: "https://a.example/*" }] }\n',
}

test('where Node keeps code it is used, and damage is not believed; where it does not, nothing is kept', async () => {
  const cwd = folderWith(LINT)
  const first = await runCli(['lint'], { cwd })
  const folder = join(cwd, '.cache/policyctl/compiled')
  const files = (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [])
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())
  expect(files.length > 0).toBe('enableCompileCache' in nodeModule)
  for (const damage of [
    flipped,
    (bytes: Buffer) => bytes.subarray(0, bytes.length / 2),
    () => Buffer.alloc(0),
  ]) {
    for (const file of files) writeFileSync(file, damage(readFileSync(file)))
    expect(await runCli(['lint'], { cwd })).toEqual(first)
  }
})

function flipped(bytes: Buffer): Buffer {
  return bytes.map((byte, at) => (at > 100 && at % 997 === 0 ? byte ^ 0xff : byte)) as Buffer
}
