import { relative } from 'node:path'
import { expect, test } from 'vitest'
import { findLogs } from '../../src/files/find-logs.ts'
import { folderWith } from '../support/suite/folder.ts'

const FILES = {
  'a.jsonl': '',
  'b+c.jsonl': '',
  '.hidden.jsonl': '',
  'logs/a.jsonl': '',
  'logs/2026/11/b.jsonl.gz': '',
  'logs/2026/a1.jsonl': '',
  'logs/.git/c.jsonl': '',
}

test.each([
  ['a.jsonl', ['a.jsonl']],
  ['./a.jsonl', ['a.jsonl']],
  ['logs', []],
  ['absent.jsonl', []],
  ['absent/*.jsonl', []],
  ['*.jsonl', ['a.jsonl', 'b+c.jsonl']],
  ['?.jsonl', ['a.jsonl']],
  ['b+*', ['b+c.jsonl']],
  ['.*.jsonl', ['.hidden.jsonl']],
  ['*/*.jsonl', ['logs/a.jsonl']],
  ['logs/**/*.jsonl', ['logs/2026/a1.jsonl', 'logs/a.jsonl']],
  ['**/*.jsonl*', ['a.jsonl', 'b+c.jsonl', 'logs/2026/11/b.jsonl.gz', 'logs/2026/a1.jsonl', 'logs/a.jsonl']],
  ['logs/**', ['logs/2026/11/b.jsonl.gz', 'logs/2026/a1.jsonl', 'logs/a.jsonl']],
  ['logs/20*/a?.jsonl', ['logs/2026/a1.jsonl']],
])('%s', (glob, wanted) => {
  const folder = folderWith(FILES)
  expect(findLogs(folder, glob).map((path) => relative(folder, path))).toEqual(wanted)
})
