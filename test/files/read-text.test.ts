import { execFileSync, spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readText } from '../../src/files/read-text.ts'
import { folderWith } from '../support/suite/folder.ts'

const LONG = 'ä'.repeat(200_000)

test.each([
  ['a file', { x: 'text' }, 'text'],
  ['an empty file', { x: '' }, ''],
  ['a long file', { x: LONG }, LONG],
  ['no file', {}, null],
  ['a folder', { 'x/y': '' }, null],
])('%s', (_what, files, text) => {
  expect(readText(join(folderWith(files as Record<string, string>), 'x'))).toBe(text)
})

test.each([
  ['at the bound', 10, '0123456789'],
  ['above it', 9, null],
])('%s', (_what, largest, text) => {
  expect(readText(join(folderWith({ x: '0123456789' }), 'x'), largest)).toBe(text)
})

test.each(['/dev/zero', '/dev/null', '/proc/self/fd'])('%s is nothing to read', (path) => {
  expect(readText(path)).toBeNull()
})

test.each([
  ['a pipe', 'printf text', 'text'],
  ['a pipe that never ends', 'exec yes', null],
])('%s', (_what, script, text) => {
  const path = join(folderWith(), 'pipe')
  execFileSync('mkfifo', [path])
  const writer = spawn('sh', ['-c', `${script} > ${path}`], { stdio: 'ignore' })
  onTestFinished(() => void writer.kill())
  expect(readText(path, 1_000_000)).toBe(text)
})
