/** A policy's file moves from one project of a repository to another; both have one workspace. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { acquireLock } from '../../src/git/lock.ts'
import { policyText } from '../support/builders/project-files.ts'
import { spec } from '../support/builders/specs.ts'
import { commitFiles, git, remoteWith } from '../support/git/git.ts'
import { placeIn } from '../support/git/ledger.ts'
import { projectWith } from '../support/project/project.ts'
import { type ProjectName, twoProjects } from '../support/project/two-projects.ts'
import { writeFiles } from '../support/suite/folder.ts'

const X = spec('deny https://x.io/*')
const Y = spec('allow GET https://y.io/*')
const B = spec('allow GET https://b.io/*')
const JSON_PLAN = ['plan', '--format', 'json']

/** Both have applied; then x moved from a to b. Writes are noted from here on. */
async function moved() {
  const world = await twoProjects({ a: { x: X, y: Y }, b: { b: B } })
  for (const project of ['a', 'b'] as const) expect((await world.apply(project)).status).toBe(0)
  const commit = world.move('x', 'a', 'b')
  return { ...world, commit }
}

describe('a file that moved to another project', () => {
  test.each<[string, readonly ProjectName[]]>([
    ['where it came from applies first', ['a', 'b']],
    ['where it went applies first', ['b', 'a']],
    ['each applies twice', ['a', 'b', 'a', 'b']],
  ])('%s: never deleted, and handed over', async (_order, order) => {
    const world = await moved()
    for (const project of order) {
      expect(await world.apply(project)).toMatchObject({ status: 0 })
      expect(await world.live()).toEqual({ b: B, x: X, y: Y })
    }
    expect(world.ledgers()).toEqual({
      'ledger/prod-a': ['policies/y'],
      'ledger/prod-b': ['policies/b', 'policies/x'],
    })
    // It is b's for good: its file gone there is a delete, and a has nothing to do with it.
    world.edit('b', { x: null })
    expect((await world.apply('a')).status).toBe(0)
    expect(await world.live()).toEqual({ b: B, x: X, y: Y })
    expect((await world.apply('b')).status).toBe(0)
    expect(await world.live()).toEqual({ b: B, y: Y })
  })

  test('each says so, and calls nothing of the other unmanaged or drifted', async () => {
    const world = await moved()
    const a = await world.run('a', JSON_PLAN)
    expect(JSON.parse(a.stdout)).toMatchObject({
      steps: [],
      unmanaged: [],
      handOvers: [{ policy: 'x', kind: 'given', project: 'b' }],
    })
    expect((await world.run('a', ['plan'])).stdout).toContain('x stays live: the project in b has it now')
    const b = await world.run('b', JSON_PLAN)
    expect(JSON.parse(b.stdout)).toMatchObject({
      steps: [],
      unmanaged: [],
      handOvers: [{ policy: 'x', kind: 'taken', project: 'a' }],
    })
    expect((await world.run('b', ['plan'])).stdout).toContain(
      'x belonged to the project in a: this project takes it over',
    )
    expect((await world.run('b', ['plan', '--format', 'markdown'])).stdout).toContain(
      '**Handed over** `x` belonged to the project in `a`: this project takes it over',
    )
    for (const project of ['a', 'b'] as const) expect((await world.apply(project)).status).toBe(0)
    for (const project of ['a', 'b'] as const)
      expect((await world.run(project, ['drift', '--exit-code'])).status).toBe(0)
  })

  test('and changed on the way: an update of the new owner, with the edit by hand that it would overwrite', async () => {
    const world = await moved()
    const wide = spec('allow https://x.io/*')
    world.edit('b', { x: wide })
    const step = JSON.parse((await world.run('b', JSON_PLAN)).stdout).steps
    expect(step).toMatchObject([{ action: 'update', policy: 'x', origin: 'repository' }])
    expect((await world.apply('b')).status).toBe(0)
    expect((await world.apply('a')).status).toBe(0)
    expect((await world.live()).x).toEqual(wide)
  })

  test('a first apply of the new project takes it over too', async () => {
    const world = await twoProjects({ a: { x: X, y: Y } })
    expect((await world.apply('a')).status).toBe(0)
    world.move('x', 'a', 'b')
    const plan = JSON.parse((await world.run('b', JSON_PLAN)).stdout)
    expect(plan).toMatchObject({ ledger: null, steps: [] })
    for (const project of ['b', 'a'] as const) expect((await world.apply(project)).status).toBe(0)
    expect(world.ledgers()).toEqual({ 'ledger/prod-a': ['policies/y'], 'ledger/prod-b': ['policies/x'] })
    expect(await world.live()).toEqual({ x: X, y: Y })
  })

  test("before the new project has a ledger: its policy is nobody else's to delete", async () => {
    const world = await twoProjects({ a: { x: X, y: Y } })
    expect((await world.apply('a')).status).toBe(0)
    world.move('x', 'a', 'b')
    expect((await world.apply('a')).status).toBe(0)
    expect(await world.live()).toEqual({ x: X, y: Y })
    expect(world.ledgers()).toEqual({ 'ledger/prod-a': ['policies/y'] })
    expect((await world.apply('b')).status).toBe(0)
    expect(await world.live()).toEqual({ x: X, y: Y })
  })

  test('an old checkout of either project is behind, and takes nothing back', async () => {
    const world = await twoProjects({ a: { x: X, y: Y }, b: { b: B } })
    for (const project of ['a', 'b'] as const) expect((await world.apply(project)).status).toBe(0)
    const old = world.remote.clone()
    world.move('x', 'a', 'b')
    world.edit('b', { x: spec('deny https://x.io/*', 'deny https://z.io/*') })
    expect((await world.apply('b')).status).toBe(0)
    for (const project of ['a', 'b'] as const) {
      const result = await world.run(project, ['apply', '--yes'], { at: old })
      expect([project, result.status]).toEqual([project, 3])
      expect(result.stdout).toContain('behind')
    }
  })
})

test('adopt leaves what another project has', async () => {
  const world = await twoProjects({ a: { x: X } })
  expect((await world.apply('a')).status).toBe(0)
  const result = await world.run('b', ['adopt', '--all', '--format', 'json'])
  expect(JSON.parse(result.stdout)).toMatchObject({ adopted: [], left: [{ policy: 'x', reason: 'managed' }] })
  expect(world.ledgers()).toEqual({ 'ledger/prod-a': ['policies/x'] })
})

test('a name that both projects have: refused by both, with the other one', async () => {
  const world = await twoProjects({ a: { x: X }, b: { x: Y } })
  for (const [project, other] of [
    ['a', 'b'],
    ['b', 'a'],
  ] as const)
    for (const args of [['plan'], ['apply', '--yes']]) {
      const result = await world.run(project, args)
      expect([result.status, result.stderr]).toEqual([3, expect.stringContaining('error owned-twice: ')])
      expect(result.stderr).toContain(`the project in '${other}'`)
    }
  expect(await world.live()).toEqual({})
})

test('an apply takes the locks of all ledgers of the workspace, and unlock in any project gives them all back', async () => {
  const world = await moved()
  const place = await placeIn(`${world.root}/b`, { endpoint: world.endpoint, target: 'prod-b' })
  await acquireLock(place, {
    intent: new Map([['x', [X, Y]]]),
    nonce: 'n',
    wait: 0,
    others: ['prod-a'],
  })
  for (const project of ['a', 'b'] as const) {
    const refused = await world.run(project, ['apply', '--yes'])
    expect([refused.status, refused.stderr]).toEqual([3, expect.stringContaining('error locked: ')])
  }
  expect((await world.run('a', ['unlock', '--yes'])).status).toBe(0)
  expect(world.ledgers()).toEqual({
    'ledger/prod-a': ['policies/x', 'policies/y'],
    'ledger/prod-b': ['pending/x', 'policies/b'],
  })
})

const LFS = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12\n`

test.each<[string, (root: string, endpoint: string) => void]>([
  [
    'its config',
    (root, endpoint) =>
      writeFiles(root, {
        'b/policyctl.yaml': `version: 1\ntargets: { prod-b: { endpoint: "${endpoint}" }\n`,
      }),
  ],
  ['its policy file, in half', (root) => writeFiles(root, { 'b/policies/x.json': 'name: x\nspec: {' })],
  ['its policy file, which Git LFS has', (root) => writeFiles(root, { 'b/policies/x.json': LFS })],
  [
    'its policy file, in a submodule',
    (root) => {
      const { url } = remoteWith({ 'x.yaml': policyText('x', X) })
      git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', url, 'b/policies/sub')
    },
  ],
])(
  'a project in HEAD of which cannot be read %s: no delete while it may have what is to go',
  async (_, make) => {
    const world = await twoProjects({ a: { x: X, y: Y } })
    expect((await world.apply('a')).status).toBe(0)
    git(world.root, 'rm', '-q', 'a/policies/x.json')
    make(world.root, world.endpoint)
    commitFiles(world.root, {})
    const result = await world.run('a', ['apply', '--yes'])
    expect([result.status, result.stderr]).toEqual([
      4,
      expect.stringContaining("the project in 'b' cannot be read at HEAD"),
    ])
    expect(await world.live()).toEqual({ x: X, y: Y })
  },
)

test('projects with workspaces of their own have nothing to do with each other', async () => {
  const world = await twoProjects({ a: { x: X }, b: { x: Y } })
  const { writeFileSync } = await import('node:fs')
  writeFileSync(
    `${world.root}/b/policyctl.yaml`,
    'version: 1\ntargets: { prod-b: { endpoint: "https://else.example/api/v1" } }\n',
  )
  git(world.root, 'commit', '-qam', 'Point b elsewhere')
  expect((await world.apply('a')).status).toBe(0)
  expect(await world.live()).toEqual({ x: X })
})

describe('two configs in one folder, each with its policy folder, and one workspace', () => {
  const files = { a: spec('allow GET https://a.io/*'), b: B }
  const OTHER = ['--config', 'other.yaml']

  async function scene() {
    const project = await projectWith({ files })
    expect((await project.run('apply', '--yes')).status).toBe(0)
    const text = readFileSync(join(project.root, 'policyctl.yaml'), 'utf8')
    const other = `${text.replace(/^policies: .*\n/m, '')}policies: other\n`
    commitFiles(project.root, { 'other.yaml': other, 'other/x.yaml': policyText('x', X) })
    return project
  }

  test.each([
    ['plan', ...OTHER],
    ['apply', '--yes', ...OTHER],
    ['apply', '--yes', '--only', 'a', ...OTHER],
  ])('%s %s %s: deletes nothing whose file is at HEAD', async (...args) => {
    const project = await scene()
    const { status, stderr } = await project.run(...args)
    expect([status, stderr]).toEqual([
      3,
      expect.stringMatching(
        /ledger-mismatch: a.* would be deleted, but .* still at HEAD, in the folder 'policies'/,
      ),
    ])
    expect(await project.live()).toEqual(files)
    expect((await project.run('plan', '--exit-code')).status).toBe(0)
  })

  test('a folder that moved for good goes on, and a file that is gone from it is a delete', async () => {
    const project = await scene()
    git(project.root, 'mv', 'policies/a.json', 'other/a.json')
    git(project.root, 'rm', '-q', 'policies/b.json')
    git(project.root, 'mv', '-f', 'other.yaml', 'policyctl.yaml')
    commitFiles(project.root, {})
    expect((await project.run('apply', '--yes')).status).toBe(0)
    expect(await project.live()).toEqual({ a: files.a, x: X })
  })
})
