import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fetchRevision, readFileAt, readRevision } from '../../src/git/read-revision.ts'
import {
  commitFiles,
  footprint,
  git,
  openedRepository,
  remoteWith,
  repositoryWith,
} from '../support/git/git.ts'

const FILES = {
  'policies/a.yaml': 'name: a\r\n',
  'policies/sub/b.json': '{"name": "b"}',
  'policies/ü d.yml': 'name: d\n',
  'policies/a.test.yaml': 'tests: []\n',
  'policies/README.md': 'no policy',
  'policies.yaml': 'beside the folder',
  'policyctl.yaml': 'version: 1\n',
}

async function read(root: string, ref: string, folder = 'policies'): Promise<Record<string, string>> {
  const files = await readRevision(await openedRepository(root), { ref, folder })
  return Object.fromEntries(files.map(({ file, bytes }) => [file, Buffer.from(bytes).toString('utf8')]))
}

describe('readRevision', () => {
  test('the policy files as they were committed, whatever lies on disk', async () => {
    const root = repositoryWith(FILES)
    commitFiles(root, { 'policies/a.yaml': 'name: newer\n' })
    expect(await read(root, 'HEAD~1')).toEqual({
      'policies/a.yaml': 'name: a\r\n',
      'policies/a.test.yaml': 'tests: []\n',
      'policies/sub/b.json': '{"name": "b"}',
      'policies/ü d.yml': 'name: d\n',
    })
    expect((await read(root, 'main'))['policies/a.yaml']).toBe('name: newer\n')
  })

  test('a project inside the repository: paths from its own root', async () => {
    const root = repositoryWith({ 'team/policies/a.yaml': 'x', 'policies/z.yaml': 'z' })
    expect(await read(join(root, 'team'), 'HEAD')).toEqual({ 'policies/a.yaml': 'x' })
  })

  test('policies at the project root', async () => {
    expect(await read(repositoryWith({ 'a.yaml': 'x' }), 'HEAD', '.')).toEqual({ 'a.yaml': 'x' })
  })

  test('no such folder then: nothing', async () => {
    expect(await read(repositoryWith({ 'a.txt': 'x' }), 'HEAD')).toEqual({})
  })

  test('bytes that are not UTF-8 come as they are', async () => {
    const root = repositoryWith({ 'a.txt': 'x' })
    mkdirSync(join(root, 'policies'))
    const { writeFileSync } = await import('node:fs')
    writeFileSync(join(root, 'policies/a.yaml'), Buffer.from([0xff, 0xfe, 0x00]))
    commitFiles(root, {})
    const [file] = await readRevision(await openedRepository(root), { ref: 'HEAD', folder: 'policies' })
    expect([...(file?.bytes ?? [])]).toEqual([0xff, 0xfe, 0x00])
  })

  test.each(['nowhere', '--upload-pack=x', '', 'HEAD -x', 'HEAD^{tree}'])(
    'no such revision: %j',
    async (ref) => {
      await expect(read(repositoryWith(FILES), ref)).rejects.toMatchObject({
        code: 'revision-unknown',
        exitStatus: 4,
      })
    },
  )

  test('no commit yet: the hint says so', async () => {
    await expect(read(repositoryWith(), 'HEAD')).rejects.toMatchObject({
      code: 'revision-unknown',
      hint: 'the repository has no commit yet: commit the policies first',
    })
  })

  test('policies in a submodule: revision-unreadable', async () => {
    const root = repositoryWith(FILES)
    const add = ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add']
    git(root, ...add, remoteWith(FILES).url, 'policies/shared')
    commitFiles(root, {})
    await expect(read(root, 'HEAD')).rejects.toMatchObject({ code: 'revision-unreadable' })
  })

  test('links to files of the revision are followed, as on disk', async () => {
    const root = repositoryWith({ ...FILES, 'shared/s.yaml': 'name: s\n' })
    symlinkSync('../shared/s.yaml', join(root, 'policies/s.yaml'))
    symlinkSync('README.md', join(root, 'policies/LIESMICH'))
    commitFiles(root, {})
    expect((await read(root, 'HEAD'))['policies/s.yaml']).toBe('name: s\n')
  })

  test.each(['/etc/passwd', '../../outside.yaml', '../gone.yaml'])(
    'a link to %s: revision-unreadable',
    async (to) => {
      const root = repositoryWith(FILES)
      symlinkSync(to, join(root, 'policies/s.yaml'))
      commitFiles(root, {})
      await expect(read(root, 'HEAD')).rejects.toMatchObject({ code: 'revision-unreadable' })
    },
  )

  test('the folder of the policies, or one above it, is a link: followed, as on disk', async () => {
    const root = repositoryWith({ 'rules/deep/a.yaml': 'name: a\n', 'rules/deep/b/c.yaml': 'name: c\n' })
    symlinkSync('rules', join(root, 'config'))
    symlinkSync('config/deep', join(root, 'policies'))
    commitFiles(root, {})
    const expected = { 'a.yaml': 'name: a\n', 'b/c.yaml': 'name: c\n' }
    const below = (folder: string) =>
      Object.fromEntries(Object.entries(expected).map(([file, text]) => [`${folder}/${file}`, text]))
    expect(await read(root, 'HEAD')).toEqual(below('policies'))
    expect(await read(root, 'HEAD', 'config/deep')).toEqual(below('config/deep'))
  })

  test.each([
    [
      'a link out of the project, inside the repository',
      '../../shared',
      'is a link that leads out of the project',
    ],
    ['a link to a folder that is read already', '.', 'is a link to a folder that is read already'],
    ['a link to itself', 'x', 'is a link that leads back to itself'],
    [
      'a link to nothing, by a name that may be a folder',
      'gone',
      'is a link to a path that the revision does not have',
    ],
  ])('%s: revision-unreadable', async (_case, to, fact) => {
    const root = repositoryWith({ 'team/policies/a.yaml': 'name: a\n', 'shared/b.yaml': 'name: b\n' })
    symlinkSync(to, join(root, 'team/policies/x'))
    commitFiles(root, {})
    await expect(read(join(root, 'team'), 'HEAD')).rejects.toMatchObject({
      code: 'revision-unreadable',
      message: `'team/policies/x' at HEAD ${fact}`,
    })
  })

  test('10,000 files: as many as there are, in a few processes', async () => {
    const root = repositoryWith({ 'a.txt': 'x' })
    const blobs = Array.from(
      { length: 10_000 },
      (_, n) => `M 100644 inline policies/p${n}.yaml\ndata 8\nname: p\n\n`,
    )
    const stream = `commit refs/heads/many\ncommitter A <a@b> 0 +0000\ndata 1\nx\n${blobs.join('')}\n`
    const { execFileSync } = await import('node:child_process')
    execFileSync('git', ['fast-import', '--quiet'], { cwd: root, input: stream })
    expect(Object.keys(await read(root, 'many'))).toHaveLength(10_000)
  })

  test('reading touches nothing', async () => {
    const root = repositoryWith(FILES)
    const before = footprint(root)
    await read(root, 'HEAD')
    expect(footprint(root)).toBe(before)
  })
})

test('readFileAt: the config of the base branch, null where it has none', async () => {
  const root = repositoryWith({ 'team/policyctl.yaml': 'version: 1\n' })
  const repository = await openedRepository(join(root, 'team'))
  const content = await readFileAt(repository, { ref: 'HEAD', file: 'policyctl.yaml' })
  expect(Buffer.from(content ?? []).toString()).toBe('version: 1\n')
  expect(await readFileAt(repository, { ref: 'HEAD', file: 'other.yaml' })).toBeNull()
})

describe('readFileAt: what decides in a revision is held to the rules of the disk', () => {
  const at = async (root: string, to: string) => {
    symlinkSync(to, join(root, 'team/policyctl.yaml'))
    commitFiles(root, {})
    return readFileAt(await openedRepository(join(root, 'team')), { ref: 'HEAD', file: 'policyctl.yaml' })
  }
  const FILES_OF_TEAM = { 'team/config/main.yaml': 'version: 1\n', 'other.yaml': 'token: sesame\n' }

  test('a link to a file of the project is followed', async () => {
    expect(Buffer.from((await at(repositoryWith(FILES_OF_TEAM), 'config/main.yaml')) ?? []).toString()).toBe(
      'version: 1\n',
    )
  })

  test.each([
    ['../other.yaml', 'leads-outside'],
    ['/etc/passwd', 'leads-outside'],
    ['../.git/config', 'leads-outside'],
    ['gone.yaml', 'revision-unreadable'],
    ['policyctl.yaml', 'revision-unreadable'],
  ])('a link to %s: %s', async (to, code) => {
    await expect(at(repositoryWith(FILES_OF_TEAM), to)).rejects.toMatchObject({ code })
  })
})

describe('fetchRevision', () => {
  test('a branch that a shallow clone lacks, by name and by id, without moving a ref', async () => {
    const remote = remoteWith()
    const source = remote.clone()
    const commit = commitFiles(source, { 'policies/a.yaml': 'x' })
    git(source, 'push', '-q', 'origin', 'HEAD:refs/heads/topic')
    const root = remote.clone('--depth=1')
    const before = footprint(root)
    const repository = await openedRepository(root)
    expect(await fetchRevision(repository, { remote: 'origin', ref: 'topic' })).toBe(commit)
    expect(await fetchRevision(repository, { remote: 'origin', ref: commit })).toBe(commit)
    expect(footprint(root)).toBe(before)
  })

  test('a name that nobody knows: revision-unknown', async () => {
    const repository = await openedRepository(remoteWith().clone())
    await expect(fetchRevision(repository, { remote: 'origin', ref: 'nowhere' })).rejects.toMatchObject({
      code: 'revision-unknown',
    })
  })
})
