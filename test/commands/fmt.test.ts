import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

const GOOD = 'name: good\nspec:\n  policies:\n    - permission: deny\n'
const UGLY = 'spec: {policies: [{tags: [a], permission: deny}]} # why\nname: ugly\n'
const PRETTY = 'name: ugly\n# why\nspec:\n  policies:\n    - permission: deny\n      tags: [a]\n'

const fmt = (cwd: string, ...args: string[]) => runInProcess(['fmt', ...args], { cwd })

test('writes what is not laid out, and nothing else', async () => {
  const cwd = folderWith({ 'policies/good.yaml': GOOD, 'policies/ugly.yaml': UGLY })
  const before = statSync(join(cwd, 'policies/good.yaml')).mtimeMs
  expect(await fmt(cwd)).toMatchObject({
    status: 0,
    stdout: 'formatted policies/ugly.yaml\nformatted 1, unchanged 1\n',
    stderr: '',
  })
  expect(readFileSync(join(cwd, 'policies/ugly.yaml'), 'utf8')).toBe(PRETTY)
  expect(statSync(join(cwd, 'policies/good.yaml')).mtimeMs).toBe(before)
  expect(await fmt(cwd)).toMatchObject({ status: 0, stdout: 'formatted 0, unchanged 2\n' })
})

test('--check writes nothing and says no', async () => {
  const cwd = folderWith({ 'policies/good.yaml': GOOD, 'policies/ugly.yaml': UGLY })
  expect(await fmt(cwd, '--check')).toMatchObject({
    status: 1,
    stdout: 'would format policies/ugly.yaml\nwould format 1, unchanged 1\n',
  })
  expect(readFileSync(join(cwd, 'policies/ugly.yaml'), 'utf8')).toBe(UGLY)
  expect(await fmt(cwd, '--check', 'policies/good.yaml')).toMatchObject({ status: 0 })
})

test('a file that cannot be read is left alone, said, and status 1', async () => {
  const cwd = folderWith({ 'policies/broken.yaml': 'name: [a\n', 'policies/ugly.yaml': UGLY })
  const { status, stdout, stderr } = await fmt(cwd)
  expect(status).toBe(1)
  expect(stdout).toContain('formatted 1, unchanged 0, left 1 as it is\n')
  expect(stderr).toContain('left policies/broken.yaml: this YAML cannot be read')
  expect(readFileSync(join(cwd, 'policies/broken.yaml'), 'utf8')).toBe('name: [a\n')
  expect(readFileSync(join(cwd, 'policies/ugly.yaml'), 'utf8')).toBe(PRETTY)
})

test('a path that does not exist: status 4', async () => {
  expect(await fmt(folderWith(), 'nowhere')).toMatchObject({ status: 4, stdout: '' })
})
