import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { acquireLock } from '../../src/git/lock.ts'
import { spec } from '../support/builders/specs.ts'
import { git } from '../support/git/git.ts'
import { placeIn } from '../support/git/ledger.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { projectWith } from '../support/project/project.ts'

const isForgetDocument = documentSchema('forget')
const A = spec('allow GET https://a.io/*')
const B = spec('allow GET https://b.io/*')
const LEDGER = 'refs/policyctl/ledger/production'

async function applied() {
  const project = await projectWith({ files: { a: A, b: B } })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  return project
}

test('a policy that is forgotten, and its file gone: live keeps it, and no apply deletes it', async () => {
  const project = await applied()
  const told = await project.run('forget', 'b')
  expect(told).toMatchObject({
    status: 0,
    stderr: '',
    stdout:
      '1 policy given up by the ledger of production; live keeps it:\n  b\nthe next apply takes these over again, since they still have a file: b\n',
  })
  project.edit({ b: null })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  expect(await project.live()).toEqual({ a: A, b: B })
  expect(git(project.root, 'log', '-1', '--format=%s%n%b', LEDGER)).toMatch(
    /^Forget 1 policy of production\nforgot b\n\nPolicyctl-Format: 2\nPolicyctl-Deed: forget\n/,
  )
})

test('a file that cannot be had: the ledger keeps the policy, so the error hides no deed', async () => {
  const project = await applied()
  git(project.root, 'read-tree', 'HEAD')
  git(project.root, 'update-index', '--assume-unchanged', 'policies/a.json')
  rmSync(join(project.root, 'policies/a.json'))
  const before = git(project.root, 'rev-parse', LEDGER)
  expect(await project.run('forget', 'b')).toMatchObject({
    status: 4,
    stderr: expect.stringContaining('files-absent'),
  })
  expect(git(project.root, 'rev-parse', LEDGER)).toBe(before)
})

test.each([
  ['its file is gone', null, 'UNMANAGED   b   bound to nobody   allow GET https://b.io/*   left alone'],
  [
    'its file is still there',
    B,
    'IN A FILE   b   live, and not in the ledger; policyctl apply --target production makes it what its file says, and manages it from then on; the widest is b, bound to nobody: allow GET https://b.io/*',
  ],
] as const)('drift knows that nobody touched a policy that was given up: %s', async (_what, file, line) => {
  const project = await applied()
  await project.run('forget', 'b')
  project.edit({ b: file })
  const { stdout, status } = await project.run('drift', '--exit-code')
  expect([status, stdout]).toEqual([0, expect.stringContaining(line)])
  expect(stdout).toMatch(/^live agrees with the ledger of production/)
  expect(stdout).not.toMatch(/created|so delete it live/)
})

test('drift names what a stranger with the name of a file grants', async () => {
  const project = await applied()
  project.edit({ x: A })
  await project.put('x', spec('allow *'))
  const { stdout } = await project.run('drift')
  expect(stdout).toMatch(/^live agrees with .*, but 1 policy that is not managed from here grants access\n/)
  expect(stdout).toMatch(/IN A FILE {3}x .*; the widest is x, bound to nobody: allow any method \*\n/)
  const markdown = await project.run('drift', '--format', 'markdown')
  expect(markdown.stdout).toMatch(
    /^## No drift in production, but 1 policy that is not managed from here grants access\n/,
  )
})

test('a name with a slip names the one that was meant', async () => {
  const project = await projectWith({ live: {}, files: { payments: A } })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  const { status, stderr } = await project.run('forget', 'payment')
  expect([status, stderr]).toEqual([4, expect.stringContaining('hint: did you mean payments? ')])
})

test('json: its schema, names once and sorted', async () => {
  const project = await applied()
  project.edit({ b: null })
  const { stdout, status } = await project.run('forget', 'b', 'a', 'b', '--format', 'json')
  const document = JSON.parse(stdout)
  isForgetDocument(document)
  expect(isForgetDocument.errors).toBeNull()
  expect([status, document.forgotten, document.withFile]).toEqual([0, ['a', 'b'], ['a']])
  expect(git(project.root, 'ls-remote', 'origin', LEDGER)).toContain(document.ledger)
})

test('a name that the ledger does not have: 4, and nothing is forgotten', async () => {
  const project = await applied()
  const before = git(project.root, 'ls-remote', 'origin', 'refs/policyctl/*')
  const result = await project.run('forget', 'b', 'c')
  expect([result.status, result.stderr]).toEqual([4, expect.stringContaining("has no policy 'c'")])
  expect(git(project.root, 'ls-remote', 'origin', 'refs/policyctl/*')).toBe(before)
})

test('no ledger: 4; a lock: 3', async () => {
  const project = await projectWith({ files: { a: A } })
  expect((await project.run('forget', 'a')).stderr).toContain('error ledger-missing')
  expect((await project.run('apply', '--yes')).status).toBe(0)
  const place = await placeIn(project.root, { endpoint: `${project.server.url}/api/v1` })
  await acquireLock(place, { intent: new Map(), nonce: 'x', wait: 0 })
  const result = await project.run('forget', 'a')
  expect([result.status, result.stderr]).toEqual([3, expect.stringContaining('error locked')])
})
