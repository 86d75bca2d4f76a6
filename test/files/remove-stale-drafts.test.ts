import { existsSync, mkdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFile } from '../../src/files/create-file.ts'
import { removeStaleDrafts } from '../../src/files/remove-stale-drafts.ts'
import { folderWith } from '../support/suite/folder.ts'

test('folders that killed runs left go; those of runs at work, and of others, stay', () => {
  const root = folderWith({
    'base/.policyctl-Abc123/a.yaml': 'name: a\n',
    'base/.policyctl-atwork/a.yaml': 'name: a\n',
    'base/.policyctl/kept.json': '{}',
    'base/.policyctl-mine.yaml/x': '',
    'other/.policyctl-Abc123/a.yaml': '',
  })
  const at = (path: string) => join(root, path)
  for (const path of [
    'base/.policyctl-Abc123',
    'base/.policyctl',
    'base/.policyctl-mine.yaml',
    'other/.policyctl-Abc123',
  ])
    utimesSync(at(path), 1_000_000, 1_000_000)
  mkdirSync(at('base/deep'))
  expect(createFile(at('base/a.yaml'), 'name: a\n')).toBe(true)
  removeStaleDrafts([at('base/a.yaml'), at('nowhere/b.yaml')])
  const left = [
    'base/.policyctl-Abc123',
    'base/.policyctl-atwork',
    'base/.policyctl',
    'base/.policyctl-mine.yaml',
    'other/.policyctl-Abc123',
  ]
  expect(left.filter((path) => existsSync(at(path)))).toEqual(left.slice(1))
})
