import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openFolder, readFolderContents } from '../../src/files/folder-contents.ts'
import { digestPolicyFolder } from '../../src/files/policy-files.ts'
import { openCache } from '../../src/files/result-cache.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

function cacheIn(home: string): ReturnType<typeof openCache> {
  return openCache({ env: { XDG_CACHE_HOME: home }, subject: 'lint' })
}

function entryOf(home: string): string {
  const [name = ''] = readdirSync(join(home, 'policyctl'))
  return join(home, 'policyctl', name)
}

test('what was written for a key is read for that key, and for no other', () => {
  const home = folderWith()
  cacheIn(home).write('k1', { a: [1] })
  expect(cacheIn(home).read('k1')).toEqual({ a: [1] })
  expect(cacheIn(home).read('k2')).toBeNull()
  expect(statSync(entryOf(home)).mode & 0o777).toBe(0o600)
})

test('one entry for a subject: the last', () => {
  const home = folderWith()
  cacheIn(home).write('k1', 1)
  cacheIn(home).write('k2', 2)
  expect([cacheIn(home).read('k1'), cacheIn(home).read('k2')]).toEqual([null, 2])
  expect(readdirSync(join(home, 'policyctl'))).toHaveLength(1)
})

test.each([
  ['cut', (text: string) => text.slice(0, -2)],
  ['empty', () => ''],
  ['changed', (text: string) => text.replace('"a":[1]', '"a":[2]')],
  ['without its digest', (text: string) => text.slice(text.indexOf('\n') + 1)],
])('an entry that is %s is not there', (_name, damage) => {
  const home = folderWith()
  cacheIn(home).write('k1', { a: [1] })
  writeFileSync(entryOf(home), damage(readFileSync(entryOf(home), 'utf8')))
  expect(cacheIn(home).read('k1')).toBeNull()
})

test('an entry that is a pipe is not waited for', () => {
  const home = folderWith()
  cacheIn(home).write('k1', 1)
  const path = entryOf(home)
  rmSync(path)
  execFileSync('mkfifo', [path])
  expect(cacheIn(home).read('k1')).toBeNull()
})

test('no folder, or one that cannot be written: nothing is kept, nothing fails', () => {
  const none = openCache({ env: {}, subject: 'lint' })
  none.write('k', 1)
  expect(none.read('k')).toBeNull()
  const file = openCache({ env: { HOME: join(folderWith({ f: '' }), 'f') }, subject: 'lint' })
  file.write('k', 1)
  expect(file.read('k')).toBeNull()
})

test.each([
  ['a byte', { 'policies/a.yaml': 'name: b' }],
  ['a new file', { 'policies/c.yaml': 'name: c' }],
  ['a test', { 'policies/a.test.yaml': 'tests: [x]' }],
  [
    'a byte that moves from one file to the next',
    { 'policies/a.yaml': 'name: ', 'policies/b.yaml': 'aname: b' },
  ],
])('the digest of a folder changes with %s', (_name, change) => {
  const root = folderWith({
    'policies/a.yaml': 'name: a',
    'policies/b.yaml': 'name: b',
    'policies/a.test.yaml': 'tests: []',
  })
  const before = digestPolicyFolder(readFolderContents({ root, folder: 'policies' }))
  expect(digestPolicyFolder(readFolderContents({ root, folder: 'policies' }))).toBe(before)
  writeFiles(root, change)
  expect(digestPolicyFolder(readFolderContents({ root, folder: 'policies' }))).not.toBe(before)
})

test('many files are read and digested each for itself, where they do not fit into one piece of memory', () => {
  const large = 'x'.repeat(1024 * 1024 + 5)
  const texts = Array.from({ length: 9 }, (_, n) => `${n}${n % 4 === 0 ? 'é' : large}`)
  const files = Object.fromEntries(texts.map((text, n) => [`policies/${n}.yaml`, text]))
  const root = folderWith({ ...files, 'policies/empty.yaml': '' })
  const contents = readFolderContents({ root, folder: 'policies' })
  const read = contents.paths.policies.map((file) => Buffer.from(contents.bytesOf(file)).toString())
  expect(read).toEqual([...texts.map((text) => text.slice(0, 1024 * 1024 + 1)), ''])
  const each = openFolder({ root, folder: 'policies' })
  expect(digestPolicyFolder(contents)).toBe(digestPolicyFolder(each))
  expect(contents.paths).toEqual(each.paths)
})
