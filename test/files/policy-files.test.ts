import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPolicyFiles } from '../../src/files/policy-files.ts'
import { findPolicyPaths } from '../../src/files/policy-paths.ts'
import { causeOf } from '../../src/files/unreadable-file.ts'
import { folderWith } from '../support/suite/folder.ts'

const LONG = `${'a'.repeat(300)}.yaml`

const policy = (name: string): string => `name: ${name}\nspec: { policies: [{ permission: deny }] }\n`

async function told(root: string, paths?: readonly string[]): Promise<readonly string[]> {
  const files = await readPolicyFiles({ root, folder: 'policies', ...(paths && { paths }) })
  return files.flatMap(({ file, policies, findings }) => [
    ...policies.map((p) => `${file}: ${p.policy.name}`),
    ...findings.map((finding) => `${finding.check}: ${finding.message}`),
  ])
}

/** As somebody who may not do everything. */
async function asNobody<Result>(work: () => Promise<Result>): Promise<Result> {
  if (process.geteuid?.() !== 0) return work()
  process.seteuid?.(65_534)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
  }
}

describe('what this user may not read is told, and never passes for gone', () => {
  test.each([
    ['policies', ['unreadable-file: policies may not be read by this user']],
    ['policies/team', ['policies/a.yaml: a', 'unreadable-file: policies/team may not be read by this user']],
    [
      'policies/team/b.yaml',
      ['policies/a.yaml: a', 'unreadable-file: policies/team/b.yaml may not be read by this user'],
    ],
  ])('%s', async (path, findings) => {
    const root = folderWith({ 'policies/a.yaml': policy('a'), 'policies/team/b.yaml': policy('b') })
    chmodSync(root, 0o755)
    chmodSync(join(root, path), 0)
    expect(await asNobody(() => told(root))).toEqual(findings)
    chmodSync(join(root, path), 0o755)
  })
})

describe('the files of a folder', () => {
  test('YAML and JSON at any depth, by path; tests, dot folders and other files apart', async () => {
    const root = folderWith({
      'policies/b.yml': policy('b'),
      'policies/a/x.yaml': policy('x'),
      'policies/c.JSON': '{"name":"c","spec":{"policies":[{"permission":"deny"}]}}',
      'policies/b.test.yaml': 'tests: []\n',
      'policies/.hidden/h.yaml': policy('h'),
      'policies/node_modules/n.yaml': policy('n'),
      'policies/README.md': '# x',
      'other.yaml': policy('o'),
    })
    expect(await told(root)).toEqual([
      'unread-folder: policies/.hidden/h.yaml looks like a policy, and folders with a dot are not read',
      'policies/a/x.yaml: x',
      'policies/b.yml: b',
      'policies/c.JSON: c',
    ])
    expect(findPolicyPaths({ root, folder: 'policies' }).tests).toEqual(['policies/b.test.yaml'])
  })

  test('the root itself as the folder: the config is no policy', async () => {
    const root = folderWith({ 'policyctl.yaml': 'version: 1\n', 'a.yaml': policy('a') })
    expect(findPolicyPaths({ root, folder: '.' })).toMatchObject({ policies: ['a.yaml'], findings: [] })
  })

  test('a folder that does not exist holds none', async () => {
    expect(await told(folderWith())).toEqual([])
  })

  test('named files and folders instead', async () => {
    const root = folderWith({
      'policies/a.yaml': policy('a'),
      'policies/b.yaml': policy('b'),
      'c/d/e.yaml': policy('e'),
    })
    expect(await told(root, ['policies/b.yaml', './c/', 'c/d', 'policies/b.yaml'])).toEqual([
      'c/d/e.yaml: e',
      'policies/b.yaml: b',
    ])
  })

  test.each([
    ['policies/z.yaml', 'path-not-found', 'there is no policies/z.yaml'],
    ['policies/a.yaml/z.yaml', 'path-not-found', 'there is no policies/a.yaml/z.yaml'],
    ['policies/a.yaml/z', 'path-not-found', 'there is no policies/a.yaml/z'],
    [LONG, 'path-not-found', `there is no ${LONG}`],
    ['notes.txt', 'usage', 'notes.txt is not a policy file'],
  ])('%s: the run stops with %s', async (path, code, message) => {
    const root = folderWith({ 'policies/a.yaml': policy('a'), 'notes.txt': '' })
    await expect(told(root, [path])).rejects.toMatchObject({ code, message })
  })
})

describe('what cannot be read is a finding, and the other files are read', () => {
  const good = { 'policies/good.yaml': policy('good') }

  test('a folder with the name of a file', async () => {
    const root = folderWith({ ...good, 'policies/x.yaml/y.yaml': policy('y') })
    expect(await told(root)).toEqual([
      'policies/good.yaml: good',
      'unreadable-file: policies/x.yaml is a folder with the name of a file',
    ])
  })

  test.each([
    ['to itself', 'loop.yaml', 'is a link that leads back to itself'],
    ['out of the project', '../../', 'leads out of the project'],
    ['to its own folder', '.', 'leads to a folder that is read already'],
  ])('a symbolic link %s', async (_name, target, fact) => {
    const root = folderWith(good)
    const link = target.endsWith('.yaml') ? 'loop.yaml' : 'sub'
    symlinkSync(target, join(root, 'policies', link))
    expect(await told(root)).toEqual(['policies/good.yaml: good', `symbolic-link: policies/${link} ${fact}`])
  })

  test('a symbolic link to nothing: what it led to is absent, not gone', async () => {
    const root = folderWith(good)
    symlinkSync('gone.yaml', join(root, 'policies/loop.yaml'))
    expect(await told(root)).toEqual([
      'policies/good.yaml: good',
      'absent-file: policies/loop.yaml leads to nothing',
    ])
  })

  test('a symbolic link to a file outside of the project', async () => {
    const outside = folderWith({ 'secret.yaml': policy('secret') })
    const root = folderWith(good)
    symlinkSync(join(outside, 'secret.yaml'), join(root, 'policies/s.yaml'))
    expect(await told(root)).toEqual([
      'policies/good.yaml: good',
      'symbolic-link: policies/s.yaml leads out of the project',
    ])
  })

  test('links inside of the project are followed', async () => {
    const root = folderWith({ ...good, 'shared/s.yaml': policy('s'), 'one.yaml': policy('one') })
    symlinkSync('../shared', join(root, 'policies/shared'))
    symlinkSync('../one.yaml', join(root, 'policies/one.yaml'))
    expect(await told(root)).toEqual([
      'policies/good.yaml: good',
      'policies/one.yaml: one',
      'policies/shared/s.yaml: s',
    ])
  })

  test('folders of links to each other end', async () => {
    const root = folderWith(good)
    for (const name of ['a', 'b', 'c']) mkdirSync(join(root, 'policies', name))
    for (const from of ['a', 'b', 'c'])
      for (const to of ['a', 'b', 'c']) symlinkSync(`../${to}`, join(root, 'policies', from, to))
    expect((await told(root)).filter((line) => line.startsWith('symbolic-link'))).not.toEqual([])
  })

  test('a pipe does not keep the run waiting', async () => {
    const root = folderWith(good)
    execFileSync('mkfifo', [join(root, 'policies/pipe.yaml')])
    expect(await told(root)).toEqual([
      'policies/good.yaml: good',
      'unreadable-file: policies/pipe.yaml is not a regular file',
    ])
  })

  test('a file above the bound, of which no more is read than needed', async () => {
    const root = folderWith({ ...good, 'policies/large.yaml': new Uint8Array(10_000_000).fill(0x20) })
    expect(await told(root)).toEqual([
      'policies/good.yaml: good',
      'too-large: more than 1,048,576 bytes in a policy file',
    ])
  })

  test.each([
    ['EACCES', 'may not be read by this user'],
    ['EIO', 'cannot be read (EIO)'],
  ])('%s: %s', (code, fact) => {
    expect(causeOf(Object.assign(new Error(code), { code }))).toBe(fact)
  })
})
