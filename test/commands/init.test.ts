import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { firstFiles } from '../../src/author/first-files.ts'
import { releasedPackageOf, releasedTextOf } from '../../src/author/released.ts'
import { policyWorkflows, releasedAction } from '../../src/author/workflows.ts'
import { parseConfig } from '../../src/files/config.ts'
import { git, remoteWith, repositoryWith } from '../support/git/git.ts'
import { projectWith } from '../support/project/project.ts'
import { runCli } from '../support/run/run-cli.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const { version, files } = JSON.parse(readFileSync('package.json', 'utf8'))

const released = (of: string) => releasedTextOf(version, `schema/${of}.schema.json`)
const FIRST_FILES = firstFiles({
  config: released('config'),
  policy: released('policy'),
  test: released('policy-test'),
})
const workflowsOf = (branch: string, folder = '', of = version) =>
  policyWorkflows(releasedAction(of, { branch, folder }))

test('init: writes every first file, and its config is one', async () => {
  const cwd = folderWith()
  const result = await runCli(['init'], { cwd })
  expect(result.status).toBe(0)
  for (const [path, text] of Object.entries({ ...FIRST_FILES, ...workflowsOf('main') })) {
    expect(readFileSync(join(cwd, path), 'utf8')).toBe(text)
    expect(result.stdout).toContain(`wrote ${path}\n`)
  }
  expect(parseConfig(FIRST_FILES['policyctl.yaml'] ?? '', 'policyctl.yaml').policies).toBe('policies')
})

test('init, then every command without a word more: nothing has to be chosen first', async () => {
  const cwd = folderWith()
  await runInProcess(['init'], { cwd })
  for (const args of [['lint'], ['test'], ['plan'], ['apply', '--yes'], ['plan', '--target', 'local']])
    expect([args, (await runInProcess(args, { cwd })).status]).toEqual([args, 0])
})

test('init, then the environment names the workspace: it is not contradicted by the config', async () => {
  const project = await projectWith()
  const cwd = folderWith()
  await runInProcess(['init'], { cwd })
  const env = { RUNAGENTS_ENDPOINT: `${project.server.url}/api/v1`, RUNAGENTS_API_KEY: 'key' }
  expect((await runInProcess(['plan'], { cwd, env })).status).toBe(0)
})

test('init: an editor finds the schema, in the package where it is installed', async () => {
  const installed = 'node_modules/policyctl/schema/config.schema.json'
  const [policy, test] = ['policy', 'policy-test'].map(
    (of) => `node_modules/policyctl/schema/${of}.schema.json`,
  )
  const cwd = folderWith({ [installed]: '{}', [policy ?? '']: '{}', [test ?? '']: '{}' })
  await runCli(['init'], { cwd })
  const first = (file: string) => readFileSync(join(cwd, file), 'utf8').split('\n')[0]
  expect(first('policyctl.yaml')).toBe(`# yaml-language-server: $schema=${installed}`)
  expect(first('policies/workspace-access.yaml')).toBe(`# yaml-language-server: $schema=../${policy}`)
  expect(first('policies/workspace-access.test.yaml')).toBe(`# yaml-language-server: $schema=../${test}`)
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

test('init where a config has waves: the workflow that applies has a job for each', async () => {
  const rollout =
    'version: 1\ntargets: { a: { embedded: a.json }, b: { embedded: b.json } }\nrollout: [[a], [b]]\n'
  const cwd = folderWith({ 'policyctl.yaml': rollout })
  expect((await runInProcess(['init'], { cwd })).status).toBe(0)
  const { jobs } = parse(readFileSync(join(cwd, '.github/workflows/policy-apply.yml'), 'utf8'))
  expect(Object.keys(jobs)).toEqual(['reviewed', 'apply', 'apply-2', 'attest', 'comment'])
})

test('init again: what is there stays', async () => {
  const cwd = folderWith({ 'policyctl.yaml': 'version: 1 # mine\n' })
  const result = await runCli(['init'], { cwd })
  expect(result.status).toBe(0)
  expect(result.stdout).toContain('kept  policyctl.yaml')
  expect(readFileSync(join(cwd, 'policyctl.yaml'), 'utf8')).toBe('version: 1 # mine\n')
})

describe('init in a repository', () => {
  test('in a folder of it: workflows at its root, where GitHub reads them, for that folder', async () => {
    const root = repositoryWith({ 'a.txt': 'a\n' })
    const cwd = join(root, 'teams/ops')
    mkdirSync(cwd, { recursive: true })
    const { status, stdout } = await runInProcess(['init'], { cwd })
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining('wrote ../../.github/workflows/policy-plan.yml\n'),
    ])
    for (const [path, text] of Object.entries(workflowsOf('main', 'teams/ops', '0.0.0-test')))
      expect(readFileSync(join(root, path), 'utf8')).toBe(text)
    expect(existsSync(join(cwd, '.github'))).toBe(false)
    expect(existsSync(join(cwd, 'policyctl.yaml'))).toBe(true)
    expect(readFileSync(join(root, '.github/CODEOWNERS'), 'utf8')).toContain(
      '# /teams/ops/policyctl.yaml @OWNER\n',
    )
  })

  test('a second project: the workflows stay, and it is said that they are not for it', async () => {
    const root = repositoryWith({ 'b/x.txt': 'x\n', CODEOWNERS: '* @everybody\n' })
    await runInProcess(['init'], { cwd: root })
    const { stderr } = await runInProcess(['init'], { cwd: join(root, 'b') })
    expect(stderr).toMatch(/policy-plan\.yml.*: already here, .*name working-directory: b\n/)
    expect(stderr).toContain('/b/policies/ @OWNER')
    expect(existsSync(join(root, '.github/CODEOWNERS'))).toBe(false)
  })

  test('a second time: its CODEOWNERS is kept and listed, and what it owns already is not asked for', async () => {
    const root = repositoryWith({ 'x.txt': 'x\n' })
    await runInProcess(['init'], { cwd: root })
    writeFiles(root, { '.github/CODEOWNERS': '# /policies/ @OWNER\n/policyctl.yaml @sec # ours\n' })
    const { stdout, stderr } = await runInProcess(['init'], { cwd: root })
    expect(stdout).toContain('kept  .github/CODEOWNERS (it was here already)\n')
    expect(stderr).toContain(
      'note: CODEOWNERS names no owner of these: write, or uncomment, a line for each: /.policyctl-baseline.json @OWNER; /policies/ @OWNER; /.github/ @OWNER\n',
    )
  })

  test('what is ignored, other clones ignore as well', async () => {
    const root = repositoryWith({ 'a.txt': 'a\n' })
    await runInProcess(['init'], { cwd: root })
    await runInProcess(['apply', '--yes', '--target', 'local'], { cwd: root })
    git(root, 'add', '-A')
    const staged = git(root, 'diff', '--cached', '--name-only')
    expect(staged).toContain('.policyctl/.gitignore')
    expect(staged).not.toContain('local.json')
  })

  const cases: readonly (readonly [string, () => string, string, string])[] = [
    ['the remote says trunk', () => trunk().clone(), 'trunk', "the remote's default branch"],
    [
      'on a branch of its own',
      () => {
        const root = trunk().clone()
        git(root, 'checkout', '-q', '-b', 'feature')
        return root
      },
      'trunk',
      "the remote's default branch",
    ],
    [
      'the remote renamed it since',
      () => {
        const remote = remoteWith()
        const root = remote.clone()
        git(fileURLToPath(remote.url), 'branch', '-m', 'main', 'trunk')
        return root
      },
      'trunk',
      "the remote's default branch",
    ],
    [
      'the remote cannot be asked',
      () => {
        const root = trunk().clone()
        git(root, 'remote', 'set-url', 'origin', '/nowhere/at/all')
        return root
      },
      'trunk',
      'the default branch when this was cloned',
    ],
    [
      'no remote, no commit yet',
      () => {
        const root = folderWith()
        git(root, 'init', '-q', '-b', 'trunk')
        return root
      },
      'trunk',
      'no remote says which branch',
    ],
    [
      'no remote, on a branch of its own',
      () => {
        const root = repositoryWith({ 'a.txt': 'a\n' })
        git(root, 'checkout', '-q', '-b', 'feature')
        return root
      },
      'main',
      'no remote says which branch',
    ],
  ]
  test.each(cases)('%s', async (_name, make, branch, word) => {
    const cwd = make()
    const { stderr } = await runInProcess(['init'], { cwd })
    const text = readFileSync(join(cwd, '.github/workflows/policy-apply.yml'), 'utf8')
    expect(parse(text).on.push.branches).toEqual([branch])
    expect(stderr).toContain(`merged into ${branch}`)
    expect(stderr).toContain(word)
  })
})

/** A remote whose default branch is trunk. */
function trunk() {
  const remote = remoteWith()
  git(fileURLToPath(remote.url), 'branch', '-m', 'main', 'trunk')
  return remote
}

test('beside layers no first policy is written: it would be in none of them', async () => {
  const targets = 'targets: { dev: { embedded: .policyctl/dev.json, layers: [base] } }'
  const cwd = folderWith({
    'policyctl.yaml': `version: 1\n${targets}\n`,
    'policies/base/x.yaml': 'name: x\nspec: { policies: [{ permission: deny }] }\n',
  })
  const { status, stdout } = await runInProcess(['init'], { cwd })
  expect([status, stdout.includes('policies/')]).toEqual([0, false])
  expect(existsSync(join(cwd, 'policies/workspace-access.yaml'))).toBe(false)
  expect(existsSync(join(cwd, '.github/workflows/policy-plan.yml'))).toBe(true)
})
