/** Temporary folders go into memory only where the tests would find what they find on a disk. */
import { expect, test } from 'vitest'
import { folderWith } from '../support/folder.ts'
import { memoryFolder } from '../support/memory-folder.ts'

test('a file system with room, from which programs start', () => {
  const folder = folderWith()
  expect(memoryFolder(folder)).toMatch(new RegExp(`^${folder}/policyctl-tests-\\d+$`))
})

test.each([
  ['one that is not there', '/nowhere'],
  ['one that nothing can be written to, and that has no room', '/proc'],
])('none: %s', (_case, at) => {
  expect(memoryFolder(at)).toBeNull()
})
