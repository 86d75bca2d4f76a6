/** A repository decides where its links lead; none of them may lead a run out of it. */
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPolicyFiles } from '../../src/files/policy-files.ts'
import { folderWith } from '../support/folder.ts'
import { runInProcess } from '../support/run-in-process.ts'

const SECRET = 'token: sesame-open\n'

async function findingsOf(root: string) {
  const files = await readPolicyFiles({ root, folder: 'policies' })
  expect(JSON.stringify(files)).not.toContain('sesame')
  return files.flatMap(({ findings }) => findings.map(({ check, file }) => `${check} ${file}`))
}

test('the folder of the policies is a link out of the project: nothing is read', async () => {
  const root = folderWith()
  symlinkSync(folderWith({ 'secret.yaml': SECRET }), join(root, 'policies'))
  expect(await findingsOf(root)).toEqual(['symbolic-link policies'])
})

test('links to files outside, and to those of git, are not read', async () => {
  const root = folderWith({ '.git/config': SECRET, '.git/x.yaml': SECRET })
  mkdirSync(join(root, 'policies'))
  symlinkSync(join(folderWith({ 'secret.yaml': SECRET }), 'secret.yaml'), join(root, 'policies/a.yaml'))
  symlinkSync('../.git/config', join(root, 'policies/b.yaml'))
  symlinkSync('../.git', join(root, 'policies/c'))
  expect(await findingsOf(root)).toEqual([
    'symbolic-link policies/a.yaml',
    'symbolic-link policies/b.yaml',
    'symbolic-link policies/c',
  ])
})

test('an embedded workspace behind a link out of the project is not written', async () => {
  const outside = folderWith()
  const root = folderWith({
    'policyctl.yaml': 'version: 1\ntargets: { x: { embedded: link/deep/local.json } }\n',
  })
  symlinkSync(outside, join(root, 'link'))
  const result = await runInProcess(['translate', 'Allow reads on Stripe', '--name', 'x', '--target', 'x'], {
    cwd: root,
  })
  expect(result).toMatchObject({ status: 4, stdout: '' })
  expect(result.stderr).toContain('error file-unwritable')
  expect(readdirSync(outside)).toEqual([])
})

test('a policy is not written through a link out of the project', async () => {
  const outside = folderWith()
  const root = folderWith({ 'policyctl.yaml': 'version: 1\n' })
  symlinkSync(outside, join(root, 'policies'))
  for (const flags of [[], ['--force']]) {
    const result = await runInProcess(['translate', 'Allow reads on Stripe', '--name', 'x', ...flags], {
      cwd: root,
    })
    expect(result).toMatchObject({ status: 4, stdout: '' })
    expect(result.stderr).toContain('error file-unwritable')
  }
  expect(readdirSync(outside)).toEqual([])
})
