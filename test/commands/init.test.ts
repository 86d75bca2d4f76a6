import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { firstFiles } from '../../src/author/first-files.ts'
import { releasedPackageOf, releasedTextOf } from '../../src/author/released.ts'
import { policyWorkflows, releasedAction } from '../../src/author/workflows.ts'
import { parseConfig } from '../../src/files/config.ts'
import { folderWith } from '../support/folder.ts'
import { runCli } from '../support/run-cli.ts'

const { version, files } = JSON.parse(readFileSync('package.json', 'utf8'))

const FIRST_FILES = firstFiles(releasedTextOf(version, 'schema/config.schema.json'))

test('init: writes every first file, and its config is one', async () => {
  const cwd = folderWith()
  const result = await runCli(['init'], { cwd })
  expect(result.status).toBe(0)
  const workflows = policyWorkflows(releasedAction(version))
  for (const [path, text] of Object.entries({ ...FIRST_FILES, ...workflows })) {
    expect(readFileSync(join(cwd, path), 'utf8')).toBe(text)
    expect(result.stdout).toContain(`wrote ${path}\n`)
  }
  expect(parseConfig(FIRST_FILES['policyctl.yaml'] ?? '', 'policyctl.yaml').targets.has('local')).toBe(true)
})

test('init: an editor finds the schema, in the package where it is installed', async () => {
  const installed = 'node_modules/policyctl/schema/config.schema.json'
  const cwd = folderWith({ [installed]: '{}' })
  await runCli(['init'], { cwd })
  const [comment] = readFileSync(join(cwd, 'policyctl.yaml'), 'utf8').split('\n')
  expect(comment).toBe(`# yaml-language-server: $schema=${installed}`)
  expect(files).toContain('schema')
  expect(FIRST_FILES['policyctl.yaml']).toMatch(/^# yaml-language-server: \$schema=https:/)
})

test('init: what comes next is there for everybody', async () => {
  const { stderr } = await runCli(['init'], { cwd: folderWith() })
  expect(stderr).toContain(`/blob/v${version}/docs/github.md`)
  expect(stderr).not.toMatch(/ docs\//)
})

test.each(['README.md', 'docs/github.md'])('%s says how this version gets into a repository', (page) => {
  expect(readFileSync(page, 'utf8')).toContain(`npm install --save-dev ${releasedPackageOf(version)}\n`)
})

test('init again: what is there stays', async () => {
  const cwd = folderWith({ 'policyctl.yaml': 'version: 1 # mine\n' })
  const result = await runCli(['init'], { cwd })
  expect(result.status).toBe(0)
  expect(result.stdout).toContain('kept  policyctl.yaml')
  expect(readFileSync(join(cwd, 'policyctl.yaml'), 'utf8')).toBe('version: 1 # mine\n')
})
