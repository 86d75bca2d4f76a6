import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFile } from '../../src/files/create-file.ts'
import { removeFile, replaceFile } from '../../src/files/replace-file.ts'
import { schemaPath } from '../../src/files/schema-path.ts'
import { errorOf } from '../store/open-store.ts'
import { folderWith } from '../support/suite/folder.ts'

test('replaceFile: a new file, its folder made, nothing left beside it', () => {
  const folder = folderWith()
  replaceFile({ path: join(folder, 'a/b/x.yaml'), content: 'new', within: folder })
  expect(readFileSync(join(folder, 'a/b/x.yaml'), 'utf8')).toBe('new')
  expect(statSync(join(folder, 'a/b/x.yaml')).mode & 0o777).toBe(0o644)
  expect(readdirSync(join(folder, 'a/b'))).toEqual(['x.yaml'])
})

test('replaceFile: an existing file keeps its mode and is another file afterwards', () => {
  const path = join(folderWith({ 'x.yaml': 'old' }), 'x.yaml')
  chmodSync(path, 0o640)
  const before = statSync(path).ino
  replaceFile({ path, content: 'new', within: null })
  expect(readFileSync(path, 'utf8')).toBe('new')
  expect(statSync(path).mode & 0o777).toBe(0o640)
  expect(statSync(path).ino).not.toBe(before)
})

test('createFile: as a whole, with a mode of its own, and never over something', async () => {
  const folder = folderWith({ 'there.yaml': 'old' })
  const path = join(folder, 'sub/new.yaml')
  expect(createFile(path, 'new')).toBe(true)
  expect(createFile(path, 'other')).toBe(false)
  expect(createFile(join(folder, 'there.yaml'), 'new')).toBe(false)
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777, statSync(path).nlink]).toEqual([
    'new',
    0o644,
    1,
  ])
  expect(readFileSync(join(folder, 'there.yaml'), 'utf8')).toBe('old')
  symlinkSync(join(folder, 'nowhere'), join(folder, 'link.yaml'))
  expect(createFile(join(folder, 'link.yaml'), 'new')).toBe(false)
  expect([readdirSync(join(folder, 'sub')), readdirSync(folder).sort()]).toEqual([
    ['new.yaml'],
    ['link.yaml', 'sub', 'there.yaml'],
  ])
  const failing = await errorOf(() => createFile(join(folder, 'there.yaml/x.yaml'), 'new'))
  expect(failing).toMatchObject({ code: 'file-unwritable', exitStatus: 4 })
})

test('replaceFile, removeFile: what was saved since it was read stays, and nothing is left beside it', async () => {
  const folder = folderWith({ 'x.yaml': 'saved meanwhile' })
  const path = join(folder, 'x.yaml')
  const replace = async () => replaceFile({ path, content: 'new', within: folder, was: 'old' })
  expect(await errorOf(replace)).toMatchObject({ code: 'file-changed', exitStatus: 4 })
  expect(await errorOf(async () => removeFile(path, folder, 'old'))).toMatchObject({ code: 'file-changed' })
  expect(readdirSync(folder)).toEqual(['x.yaml'])
  expect(readFileSync(path, 'utf8')).toBe('saved meanwhile')
  removeFile(path, folder, 'saved meanwhile')
  removeFile(path, folder, 'gone already')
  expect(existsSync(path)).toBe(false)
})

test('replaceFile: a link is replaced, what it points to stays', () => {
  const folder = folderWith({ 'outside.txt': 'keep' })
  const path = join(folder, 'x.yaml')
  symlinkSync(join(folder, 'outside.txt'), path)
  replaceFile({ path, content: 'new', within: null })
  expect(readFileSync(join(folder, 'outside.txt'), 'utf8')).toBe('keep')
  expect(lstatSync(path).isSymbolicLink()).toBe(false)
})

test('replaceFile: a folder that is a link out of the project is refused', async () => {
  const outside = folderWith()
  const root = folderWith()
  symlinkSync(outside, join(root, 'policies'))
  const path = join(root, 'policies/sub/x.yaml')
  const error = await errorOf(() => replaceFile({ path, content: 'new', within: root }))
  expect(error).toMatchObject({ code: 'file-unwritable', message: expect.stringContaining('leads out of') })
  expect(readdirSync(outside)).toEqual([])
})

test('replaceFile: what cannot be written is an error, and nothing is left behind', async () => {
  const folder = folderWith({ file: '' })
  mkdirSync(join(folder, 'is-a-folder/full'), { recursive: true })
  for (const path of ['file/x.yaml', 'is-a-folder'])
    expect(
      await errorOf(() => replaceFile({ path: join(folder, path), content: '', within: folder })),
    ).toMatchObject({ code: 'file-unwritable', exitStatus: 4 })
  expect(readdirSync(folder).sort()).toEqual(['file', 'is-a-folder'])
})

test('schemaPath: from the file, of the repository or of the package, null where there is none', () => {
  const own = folderWith({ 'schema/policy.schema.json': '{}' })
  expect(schemaPath(own, join(own, 'policies/a/x.yaml'))).toBe('../../schema/policy.schema.json')
  const packaged = folderWith({ 'node_modules/policyctl/schema/policy.schema.json': '{}' })
  expect(schemaPath(packaged, join(packaged, 'policies/x.yaml'))).toBe(
    '../node_modules/policyctl/schema/policy.schema.json',
  )
  const none = folderWith()
  expect(schemaPath(none, join(none, 'x.yaml'))).toBeNull()
  expect(existsSync(join(none, 'schema'))).toBe(false)
})
