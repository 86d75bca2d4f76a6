/** Temporary folders go into memory only where the tests would find what they find on a disk. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderWith } from '../support/suite/folder.ts'
import { memoryFolder } from '../support/suite/memory-folder.ts'

test('a file system with room, from which programs start', () => {
  const folder = folderWith()
  expect(memoryFolder(folder)).toMatch(new RegExp(`^${folder}/policyctl-tests-\\d+$`))
})

test.each([
  ['one that is not there', () => join(folderWith(), 'gone')],
  ['one that nothing can be written to, and that has no room', () => '/proc'],
])('none: %s', (_case, at) => {
  expect(memoryFolder(at())).toBeNull()
})

test('a run that starts removes what ended runs left, and nothing else', () => {
  const { pid: ended } = spawnSync(process.execPath, ['--version'])
  const left = [`policyctl-tests-${ended}/a/b.txt`, `policyctl-tests-${ended}.sh`]
  const others = [
    `policyctl-tests-${process.ppid}/c.txt`,
    `policyctl-tests-${process.pid}/d.txt`,
    `policyctl-tests-${ended}-x/e.txt`,
    'other/f.txt',
  ]
  const folder = folderWith(Object.fromEntries([...left, ...others].map((file) => [file, ''])))
  expect(memoryFolder(folder)).not.toBeNull()
  expect(left.filter((file) => existsSync(join(folder, file)))).toEqual([])
  expect(others.filter((file) => !existsSync(join(folder, file)))).toEqual([])
})
