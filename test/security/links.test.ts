/** A repository decides where its links lead; none of them may lead a run out of it. */
import { mkdirSync, readdirSync, renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPolicyFiles } from '../../src/files/policy-files.ts'
import { repositoryWith } from '../support/git/git.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { emulator } from '../support/servers/emulator.ts'
import { folderWith } from '../support/suite/folder.ts'

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

test('what is pulled is not written through a link out of the project', async () => {
  const outside = folderWith()
  const files = {
    'policies/p.yaml': 'name: p\nspec: { policies: [{ permission: deny }] }\n',
    'policyctl.yaml': 'version: 1\n',
  }
  const root = repositoryWith(files)
  const api = await emulator()
  const env = { RUNAGENTS_ENDPOINT: api.url, RUNAGENTS_API_KEY: 'ra_ws_any-key' }
  expect((await runInProcess(['apply', '--yes'], { cwd: root, env })).status).toBe(0)
  renameSync(join(root, 'policies'), join(root, 'old'))
  symlinkSync(outside, join(root, 'policies'))
  const headers = { 'x-runagents-api-key': 'ra_ws_any-key' }
  const body = JSON.stringify({
    name: 'p',
    spec: { policies: [{ permission: 'allow', resource: 'https://a.example/*' }] },
  })
  expect((await fetch(`${api.url}/api/v1/policies/p`, { method: 'PUT', headers, body })).status).toBe(200)
  const result = await runInProcess(['pull', '--all', '--force'], { cwd: root, env })
  expect(readdirSync(outside)).toEqual([])
  expect(result.status).not.toBe(0)
})
