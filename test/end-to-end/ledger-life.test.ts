import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { configFor, policyFiles, type Specs } from '../support/builders/project-files.ts'
import { spec } from '../support/builders/specs.ts'
import { commitFiles, git, remoteWith } from '../support/git/git.ts'
import { type Project, projectWith } from '../support/project/project.ts'
import { writeFiles } from '../support/suite/folder.ts'

const A = spec('allow GET https://a.io/*')
const B = spec('allow GET https://b.io/*')
const C = spec('allow GET https://c.io/*')
const LEDGER = 'refs/policyctl/ledger/production'
const APPLY = ['apply', '--yes', '--quiet']

async function planned(project: Project, folder: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = await project.runIn(folder, ['plan', '--format', 'json', ...args])
  if (stdout === '') throw new Error(`plan exited ${status}: ${stderr}`)
  const { steps, blocked, unmanaged, ledger } = JSON.parse(stdout)
  return {
    status,
    steps: steps.map((step: Record<string, string>) => `${step.action} ${step.policy} ${step.origin}`),
    guards: blocked.map(({ guard }: { guard: string }) => guard),
    unmanaged,
    ledger,
  }
}

/** Two policies applied from a clone, and a workspace with a third that is nobody's. */
async function applied(files: Specs = { a: A, b: B }) {
  const project = await projectWith({ files, live: { stranger: C } })
  const { root } = project
  expect((await project.runIn(root, APPLY)).status).toBe(0)
  return { project, root }
}

describe('the ledger of a target', () => {
  test('a shallow clone plans and applies: the ledger and the missing history are fetched', async () => {
    const { project, root } = await applied()
    commitFiles(root, { 'other.txt': 'x' })
    commitFiles(root, policyFiles({ a: B }))
    git(root, 'rm', '-q', 'policies/b.json')
    commitFiles(root, {})
    git(root, 'push', '-q')
    const shallow = project.remote.clone('--depth=1')
    const plan = await planned(project, shallow)
    expect(plan.steps.sort()).toEqual(['delete b repository', 'update a repository'])
    expect((await project.runIn(shallow, APPLY)).status).toBe(0)
    expect(await project.live()).toEqual({ a: B, stranger: C })
  })

  test('a fork without the ref: nothing is deleted, origins are unknown', async () => {
    const { project, root } = await applied()
    const fork = project.remote.clone()
    git(fork, 'remote', 'set-url', 'origin', (await projectWith()).remote.url)
    git(fork, 'rm', '-q', 'policies/b.json')
    writeFiles(fork, policyFiles({ a: C }))
    expect(await planned(project, fork)).toMatchObject({
      status: 0,
      steps: ['update a unknown'],
      unmanaged: ['b', 'stranger'],
      ledger: null,
    })
    expect(git(root, 'rev-parse', LEDGER)).toMatch(/^[0-9a-f]{40}$/)
  })

  test('deleted: deletes stop, nothing else breaks, and a new one starts with the next apply', async () => {
    const { project, root } = await applied()
    git(root, 'push', '-q', 'origin', `:${LEDGER}`)
    git(root, 'rm', '-q', 'policies/b.json')
    writeFiles(root, policyFiles({ a: C }))
    commitFiles(root, {})
    expect((await project.runIn(root, APPLY)).status).toBe(0)
    expect(await project.live()).toEqual({ a: C, b: B, stranger: C })
    expect(git(root, 'ls-tree', '-r', '--name-only', LEDGER, 'policies/', 'pending/')).toBe('policies/a.json')
  })

  test('deleted and put back from a clone, as docs/ledger.md says', async () => {
    const { project, root } = await applied()
    git(root, 'push', '-q', 'origin', `:${LEDGER}`)
    git(root, 'push', '-q', 'origin', LEDGER)
    git(root, 'rm', '-q', 'policies/b.json')
    expect((await planned(project, root)).steps).toEqual(['delete b repository'])
  })

  test('re-pointed: refused by name before anything is read or written', async () => {
    const { project, root } = await applied()
    const other = await projectWith({ live: { a: A, b: B, theirs: C } })
    writeFiles(root, { 'policyctl.yaml': configFor({ production: other.endpoint }) })
    for (const command of [['plan'], APPLY, ['drift'], ['rollback', '--yes']]) {
      const { status, stderr } = await project.runIn(root, command)
      expect([command[0], status, stderr]).toEqual([
        command[0],
        3,
        expect.stringContaining('error ledger-mismatch'),
      ])
    }
    expect(await other.live()).toEqual({ a: A, b: B, theirs: C })
  })

  test('two projects in one repository: one target name is refused, two names live side by side', async () => {
    const project = await projectWith()
    const config = configFor({ production: project.endpoint })
    const root = remoteWith({
      'one/policyctl.yaml': config,
      'two/policyctl.yaml': config,
      ...policyFiles({ a: A }, 'one/policies'),
      ...policyFiles({ b: B }, 'two/policies'),
    }).clone()
    const [one, two] = [join(root, 'one'), join(root, 'two')]
    expect((await project.runIn(one, APPLY)).status).toBe(0)
    const refused = await project.runIn(two, APPLY)
    expect([refused.status, refused.stderr]).toEqual([3, expect.stringContaining("the project in 'one'")])
    // One config may not name one workspace twice.
    writeFiles(two, { 'policyctl.yaml': configFor({ second: project.endpoint }) })
    commitFiles(root, {})
    const { status } = await project.runIn(two, [...APPLY, '--target', 'second'], { target: null })
    expect(status).toBe(0)
    expect(await project.live()).toEqual({ a: A, b: B })
    expect((await planned(project, one)).steps).toEqual([])
  })

  test('an old checkout: guard behind, and --allow-behind lifts it', async () => {
    const { project, root } = await applied()
    const old = project.remote.clone()
    writeFiles(root, policyFiles({ a: C }))
    commitFiles(root, {})
    git(root, 'push', '-q')
    expect((await project.runIn(root, APPLY)).status).toBe(0)
    expect(await planned(project, old)).toMatchObject({ status: 3, guards: ['behind'] })
    expect((await project.runIn(old, APPLY)).status).toBe(3)
    expect((await project.live()).a).toEqual(C)
    expect((await project.runIn(old, [...APPLY, '--allow-behind'])).status).toBe(0)
    expect((await project.live()).a).toEqual(A)
  })

  test('a policy that the repository never had is not deleted under any option', async () => {
    const { project, root } = await applied()
    git(root, 'rm', '-q', '-r', 'policies')
    commitFiles(root, {})
    const everything = [
      '--allow-empty',
      '--allow-deletes=2',
      '--allow-behind',
      '--allow-in-use=stranger,a,b',
      '--overwrite-live=stranger,a,b',
      '--allow-widening',
      '--skip-blocked',
    ]
    const { status, stderr } = await project.runIn(root, [...APPLY, ...everything])
    expect([status, stderr]).toEqual([0, ''])
    expect(await project.live()).toEqual({ stranger: C })
  })

  test('the ledger follows what is applied; an apply with nothing to write says nothing', async () => {
    const { project, root } = await applied()
    const first = git(root, 'rev-parse', LEDGER)
    expect(git(root, 'log', '-1', '--format=%s', LEDGER)).toBe('Apply 2 changes to production')
    expect((await project.runIn(root, APPLY)).status).toBe(0)
    expect(git(root, 'rev-parse', LEDGER)).toBe(first)
    await project.put('adopted', B)
    commitFiles(root, policyFiles({ adopted: B }))
    expect((await project.runIn(root, APPLY)).status).toBe(0)
    expect(git(root, 'ls-tree', '-r', '--name-only', LEDGER, 'policies/', 'pending/').split('\n')).toEqual([
      'policies/a.json',
      'policies/adopted.json',
      'policies/b.json',
    ])
  })

  test('a remote that cannot be reached: nothing is written', async () => {
    const { project, root } = await applied()
    git(root, 'remote', 'set-url', 'origin', 'http://127.0.0.1:1/nowhere.git')
    writeFiles(root, policyFiles({ a: C }))
    const { status, stderr } = await project.runIn(root, APPLY)
    expect([status, stderr]).toEqual([4, expect.stringContaining('error remote-unreachable')])
    expect((await project.live()).a).toEqual(A)
  })
})
