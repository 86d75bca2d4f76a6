import { statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from '../../src/files/make-folder.ts'
import { runCli } from '../support/run/run-cli.ts'
import { folderWith } from '../support/suite/folder.ts'

test('makes a folder and those above it, and leaves what is there', () => {
  const root = folderWith()
  makeFolder(join(root, 'a/b/c'), 0o700)
  makeFolder(join(root, 'a/b'), 0o777)
  expect(['a', 'a/b', 'a/b/c'].map((path) => statSync(join(root, path)).mode & 0o777)).toEqual([
    0o700, 0o700, 0o700,
  ])
})

/** Of /proc nobody can make folders, and it says that they are not there. */
const NOWHERE: readonly (readonly [what: string, path: (root: string) => string])[] = [
  ['a file system that lets nobody', () => '/proc/nothing/a/b'],
  ['a file in the way', (root) => join(root, 'file/a')],
  ['a link to nothing', (root) => join(root, 'gone/a')],
  ['a link to itself', (root) => join(root, 'loop/a')],
  ['a device', () => '/dev/null/a/b'],
]

test.each(NOWHERE)('%s: an error, and no waiting', (_what, path) => {
  const root = folderWith({ file: '' })
  symlinkSync('nowhere', join(root, 'gone'))
  symlinkSync('loop', join(root, 'loop'))
  expect(() => makeFolder(path(root))).toThrow(/E[A-Z]+/)
})

test('lint with a cache folder that cannot be made: done, with a word', async () => {
  const cwd = folderWith({
    'policies/a.yaml':
      'name: a\nspec: { policies: [{ permission: deny, operations: [GET], resource: "https://a.example/*" }] }\n',
  })
  const result = await runCli(['lint'], { cwd, env: { XDG_CACHE_HOME: '/proc/nothing' } })
  expect(result.status).toBe(0)
  expect(result.stderr).toContain(
    'the result is not kept for the next run: /proc/nothing/policyctl cannot be made (ENOENT)',
  )
})
