import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FIRST_FILES } from '../../src/commands/init/first-files.ts'
import { policyWorkflows, releasedAction } from '../../src/commands/init/workflows.ts'
import { parseConfig } from '../../src/files/config.ts'
import { folderWith } from '../support/folder.ts'
import { runCli } from '../support/run-cli.ts'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

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

test('init again: what is there stays', async () => {
  const cwd = folderWith({ 'policyctl.yaml': 'version: 1 # mine\n' })
  const result = await runCli(['init'], { cwd })
  expect(result.status).toBe(0)
  expect(result.stdout).toContain('kept  policyctl.yaml')
  expect(readFileSync(join(cwd, 'policyctl.yaml'), 'utf8')).toBe('version: 1 # mine\n')
})
