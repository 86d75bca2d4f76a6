/** The folder that the config names: a misspelt one must not pass for one in which nothing is wrong. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderWith } from '../support/folder.ts'
import { git, repositoryWith } from '../support/git.ts'
import { runInProcess } from '../support/run-in-process.ts'

const MISSPELT = 'version: 1\n# here\npolicies: polices\n'
const POLICY = 'name: a\nspec: { policies: [{ permission: deny, resource: "https://a.example/*" }] }\n'
const COMMANDS = [
  ['lint'],
  ['test'],
  ['fmt'],
  ['plan', '--target', 'local'],
  ['apply', '--target', 'local', '--yes'],
  ['explain', 'GET', 'https://a.example/'],
  ['who-can', 'GET', '*'],
  ['diff', 'dir:.', 'files'],
].map((args) => [args] as const)

describe('a folder that the config names and that is not there', () => {
  test.each(COMMANDS)('%s: path-not-found with the line, 4', async (args) => {
    const cwd = folderWith({ 'policyctl.yaml': MISSPELT, 'policies/a.yaml': POLICY })
    const { status, stdout, stderr } = await runInProcess(args, { cwd })
    expect([status, stdout]).toEqual([4, ''])
    expect(stderr).toContain(
      'error path-not-found: policyctl.yaml:3 names polices as the folder of the policies, and there is no such folder\n  hint: did you mean policies?',
    )
  })

  test.each(COMMANDS)('%s: an empty one is fine', async (args) => {
    const cwd = folderWith({ 'policyctl.yaml': MISSPELT })
    mkdirSync(join(cwd, 'polices'))
    expect((await runInProcess(args, { cwd })).status).toBe(0)
  })

  test.each(COMMANDS)('%s: the default folder may be missing', async (args) => {
    const cwd = folderWith({ 'policyctl.yaml': 'version: 1\n' })
    expect((await runInProcess(args, { cwd })).status).toBe(0)
  })

  test('nothing is near: create it', async () => {
    const cwd = folderWith({ 'app/policyctl.yaml': 'version: 1\npolicies: access/rules\n' })
    const { stderr } = await runInProcess(['lint', '--config', 'app/policyctl.yaml'], { cwd })
    expect(stderr).toContain('app/policyctl.yaml:2 names access/rules')
    expect(stderr).toContain('correct the line, or create the folder')
  })

  test('a sparse checkout keeps it off the disk: it is not gone', async () => {
    const cwd = repositoryWith({ 'policyctl.yaml': 'version: 1\npolicies: rules\n', 'rules/a.yaml': POLICY })
    git(cwd, 'sparse-checkout', 'set', '--no-cone', '/*', '!/rules')
    const { status, stdout } = await runInProcess(['who-can', 'GET', '*', '--format', 'json'], { cwd })
    expect([status, JSON.parse(stdout).grants]).toEqual([0, []])
  })
})
