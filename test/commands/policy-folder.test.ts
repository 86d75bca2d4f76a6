/** The folder that the config names: a misspelt one must not pass for one in which nothing is wrong. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { git, repositoryWith } from '../support/git/git.ts'
import { projectWith } from '../support/project/project.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

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

  test('nothing is near: its last file may have been deleted, which the guards judge', async () => {
    const project = await projectWith({
      files: { a: spec('allow GET https://a.example/*') },
      config: 'policies: policies\n',
    })
    expect((await project.run('apply', '--yes')).status).toBe(0)
    project.edit({ a: null })
    rmSync(join(project.root, 'policies'), { recursive: true, force: true })
    const refused = await project.run('apply', '--yes')
    expect([refused.status, refused.stdout]).toEqual([3, expect.stringContaining('empty-desired')])
    expect(await project.live()).toHaveProperty('a')
  })

  test('a sparse checkout keeps it off the disk: it is not gone', async () => {
    const cwd = repositoryWith({ 'policyctl.yaml': 'version: 1\npolicies: rules\n', 'rules/a.yaml': POLICY })
    git(cwd, 'sparse-checkout', 'set', '--no-cone', '/*', '!/rules')
    const { status, stdout } = await runInProcess(['who-can', 'GET', '*', '--format', 'json'], { cwd })
    expect([status, JSON.parse(stdout).grants]).toEqual([0, []])
  })
})

/** A flat repository: the policies stand beside the files that decide about them. */
describe.each(['', 'team'])('policies: . in the folder %j of a repository', (folder) => {
  const files = {
    'policyctl.yaml': 'version: 1\npolicies: .\ntargets: { local: { embedded: .policyctl/local.json } }\n',
    '.policyctl-baseline.json': '{ "formatVersion": 1, "findings": [] }\n',
    'a.yaml': POLICY,
  }
  const make = (): string =>
    join(
      repositoryWith(
        Object.fromEntries(Object.entries(files).map(([name, text]) => [join(folder, name), text])),
      ),
      folder,
    )

  test('config and baseline are no policies, on disk and in the commit', async () => {
    const cwd = make()
    const lint = await runInProcess(['lint', '--format', 'json'], { cwd })
    expect(JSON.parse(lint.stdout)).toMatchObject({ summary: { files: 1 }, findings: [] })
    const plan = await runInProcess(['plan', '--target', 'local', '--format', 'json'], { cwd })
    expect(plan).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(plan.stdout).summary.create).toBe(1)
    const diff = await runInProcess(['diff', '--format', 'json'], { cwd })
    expect(JSON.parse(diff.stdout)).toMatchObject({ changes: [] })
  })

  test('a policy file that is not here is still missed', async () => {
    const cwd = make()
    git(cwd, 'update-index', '--skip-worktree', 'a.yaml')
    rmSync(join(cwd, 'a.yaml'))
    const plan = await runInProcess(['plan', '--target', 'local', '--format', 'json'], { cwd })
    expect(JSON.parse(plan.stdout)).toMatchObject({ summary: { create: 1 } })
  })
})

test('a path that leads out of the project and back takes no config for a policy', async () => {
  const root = folderWith({ 'p/policyctl.yaml': 'version: 1\n', 'p/policies/a.yaml': POLICY })
  const { stdout } = await runInProcess(['lint', '..', '--format', 'json'], { cwd: join(root, 'p') })
  expect(JSON.parse(stdout)).toMatchObject({ summary: { files: 1 }, findings: [] })
})
