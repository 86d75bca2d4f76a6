/** No command answers as if there were nothing where nothing was found. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { commitFiles, repositoryWith } from '../support/git/git.ts'
import { projectWith } from '../support/project/project.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const OF_SIDES = [
  ['explain', 'GET', 'https://a.example/'],
  ['who-can', 'GET', '*'],
  ['diff', 'files'],
]
const OF_THE_FOLDER = [['lint'], ['test'], ['fmt', '--check']]
const OF_A_WORKSPACE = [['plan'], ['apply', '--yes']]
/** They want a ledger besides. */
const OF_A_LEDGER = [['drift'], ['pull']]

const rows = (...commands: readonly (readonly string[])[]) => commands.map((args) => [args] as const)

const SITES: readonly (readonly [string, () => string])[] = [
  ['a folder without a project', () => folderWith({ 'README.md': 'x\n' })],
  [
    'a folder of a repository whose project is elsewhere',
    () => {
      const root = repositoryWith({ 'team/policyctl.yaml': 'version: 1\n', 'docs/a.md': 'x\n' })
      return join(root, 'docs')
    },
  ],
]

describe.each(SITES)('%s', (_site, make) => {
  test.each(
    rows(
      ...OF_SIDES,
      ...OF_THE_FOLDER,
      ['targets'],
      ...OF_A_WORKSPACE,
      ...OF_A_LEDGER,
      ['plan', '--target', 'production'],
      ['drift', '--target', 'production'],
      ['explain', 'GET', 'https://a.example/', '--target', 'local'],
    ),
  )('%s: 4, with what was looked for and where', async (args) => {
    const cwd = make()
    const { status, stdout, stderr } = await runInProcess(args, { cwd })
    expect([status, stdout]).toEqual([4, ''])
    expect(stderr).toContain(
      `error project-not-found: there is no project here: no policyctl.yaml from ${cwd} upwards, and no folder policies/ in `,
    )
  })

  test('in CI too, where nothing chooses a target either', async () => {
    const { status, stderr } = await runInProcess(['plan'], { cwd: make(), env: { CI: 'true' } })
    expect([status, stderr]).toEqual([4, expect.stringContaining('error project-not-found: ')])
  })

  test('files that are named are an answer', async () => {
    const cwd = make()
    const policy = 'name: a\nspec:\n  policies:\n    - permission: deny\n'
    writeFiles(cwd, { 'a.yaml': policy })
    expect((await runInProcess(['lint', 'a.yaml'], { cwd })).stdout).toContain('1 file')
    expect((await runInProcess(['fmt', '--check', 'a.yaml'], { cwd })).status).toBe(0)
  })

  test('a side that needs no project is an answer', async () => {
    const cwd = make()
    const dir = folderWith({ 'a.yaml': 'name: a\nspec: { policies: [{ permission: deny }] }\n' })
    const result = await runInProcess(['diff', `dir:${dir}`, 'files'], { cwd })
    expect(result.status).toBe(0)
    expect(result.stderr).toContain('files is empty: there is no project here')
    expect((await runInProcess(['who-can', 'GET', '*', '--side', `dir:${dir}`], { cwd })).status).toBe(0)
  })
})

describe('a project without its folder', () => {
  test.each(rows(...OF_SIDES, ...OF_A_WORKSPACE))('%s: the default one may be missing', async (args) => {
    const cwd = folderWith({ 'policyctl.yaml': 'version: 1\n' })
    const { status, stderr } = await runInProcess(args, { cwd })
    expect(status).toBe(0)
    const isOfSides = OF_SIDES.some(([name]) => name === args[0])
    expect(stderr.includes('files is empty: there is no folder policies/ yet')).toBe(isOfSides)
  })

  test.each(rows(...OF_SIDES, ...OF_THE_FOLDER, ...OF_A_WORKSPACE))(
    '%s: one that is named has to be there',
    async (args) => {
      const cwd = folderWith({ 'policyctl.yaml': 'version: 1\npolicies: rules\n' })
      const { status, stdout, stderr } = await runInProcess(args, { cwd })
      expect([status, stdout]).toEqual([4, ''])
      expect(stderr).toContain(
        'error path-not-found: policyctl.yaml:2 names rules as the folder of the policies, and there is no such folder\n  hint: create it, even empty, or name another',
      )
      mkdirSync(join(cwd, 'rules'))
      expect((await runInProcess(args, { cwd })).status).toBe(0)
    },
  )

  test('lost files are the guards matter, where a ledger has them; without a config too', async () => {
    const project = await projectWith({ files: { a: spec('allow GET https://a.example/*') } })
    const env = { RUNAGENTS_API_KEY: 'key', RUNAGENTS_ENDPOINT: `${project.server.url}/api/v1` }
    rmSync(join(project.root, 'policyctl.yaml'))
    commitFiles(project.root, {})
    const run = () => runInProcess(['apply', '--yes'], { cwd: project.root, env })
    expect((await run()).status).toBe(0)
    rmSync(join(project.root, 'policies'), { recursive: true })
    commitFiles(project.root, {})
    const refused = await run()
    expect([refused.status, refused.stdout]).toEqual([3, expect.stringContaining('empty-desired')])
  })
})

describe('revisions', () => {
  test.each([
    ['who-can', 'GET', '*', '--side', 'git:HEAD~1'],
    ['explain', 'GET', 'https://a.example/', '--side', 'git:HEAD~1'],
  ])('%s of a revision without the project: 4', async (...args) => {
    const root = repositoryWith({ 'a.txt': 'x\n' })
    commitFiles(root, { 'team/policyctl.yaml': 'version: 1\n' })
    const { status, stderr } = await runInProcess(args, { cwd: join(root, 'team') })
    expect(status).toBe(4)
    expect(stderr).toContain(
      'error project-not-found: git:HEAD~1 has no project: neither policyctl.yaml nor policies in policies/ in team/',
    )
  })

  test('the first policies of a repository: one side is empty, and that is said', async () => {
    const root = repositoryWith({ 'a.txt': 'x\n' })
    commitFiles(root, {
      'policies/a.yaml':
        'name: a\nspec: { policies: [{ permission: allow, operations: [GET], resource: "https://a.example/*" }] }\n',
    })
    const { status, stdout, stderr } = await runInProcess(['diff', 'git:HEAD~1', '--format', 'json'], {
      cwd: root,
    })
    expect([status, JSON.parse(stdout).changes]).toMatchObject([0, [{ policy: 'a', kind: 'added' }]])
    expect(stderr).toContain('git:HEAD~1 is empty: git:HEAD~1 has no project')
  })
})
