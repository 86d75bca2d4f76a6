import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Spec } from '../../src/policy/policy.ts'
import { spec } from '../support/builders/specs.ts'
import { commitFiles, git } from '../support/git/git.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { projectWith } from '../support/project/project.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const isPullDocument = documentSchema('pull')

const READ = spec('allow GET https://api.stripe.com/*')
const OPENED = spec('allow GET https://api.stripe.com/*', 'allow DELETE https://api.stripe.com/*')
const HR = spec('deny https://hr.example.com/*')
const PAYMENTS = `# Reads are free.
name: payments
spec:
  policies:
    - permission: allow # no human
      operations: [GET]
      resource: 'https://api.stripe.com/*'
---
name: hr
spec: {policies: [{permission: deny, resource: https://hr.example.com/*}]} # nobody
`
const FILE = 'policies/access.yaml'

type Scene = Awaited<ReturnType<typeof scene>>

/** Two policies in one file, applied. */
async function scene() {
  const project = await projectWith()
  writeFiles(project.root, { [FILE]: PAYMENTS })
  commitFiles(project.root, {})
  const applied = await project.run('apply', '--yes')
  expect(applied.status).toBe(0)
  return {
    ...project,
    put: (name: string, of: Spec) => call(project.server.url, 'PUT', name, { name, spec: of }),
    post: (name: string, of: Spec) => call(project.server.url, 'POST', '', { name, spec: of }),
    remove: (name: string) => call(project.server.url, 'DELETE', name),
    text: (file = FILE) => readFileSync(join(project.root, file), 'utf8'),
    pull: async (...args: readonly string[]) => {
      const result = await project.run('pull', '--format', 'json', ...args)
      const document = JSON.parse(result.stdout)
      expect(isPullDocument(document), JSON.stringify(isPullDocument.errors)).toBe(true)
      return { ...result, document }
    },
  }
}

async function call(url: string, method: string, name: string, body?: object): Promise<void> {
  const headers = { authorization: 'Bearer key', 'content-type': 'application/json' }
  const path = name === '' ? '' : `/${name}`
  const response = await fetch(`${url}/api/v1/policies${path}`, {
    method,
    headers,
    body: body ? JSON.stringify(body) : null,
  })
  expect(response.ok).toBe(true)
}

/** What was pulled plans as nothing. */
async function expectEmptyPlan({ run }: Scene): Promise<void> {
  expect(await run('plan', '--exit-code')).toMatchObject({ status: 0 })
}

describe('pull', () => {
  test('a live edit replaces only what differs, and plans as nothing', async () => {
    const at = await scene()
    await at.put('payments', OPENED)
    const { status, document } = await at.pull()
    expect(status).toBe(0)
    expect(document.pulled).toMatchObject([
      { policy: 'payments', action: 'update', origin: 'live', file: FILE },
    ])
    const added =
      "    - permission: allow\n      operations: [DELETE]\n      resource: 'https://api.stripe.com/*'\n"
    expect(at.text()).toBe(PAYMENTS.replace('---\n', `${added}---\n`))
    await expectEmptyPlan(at)
  })

  test('text: what changed in each policy, the verdict last', async () => {
    const at = await scene()
    await at.put('payments', spec('ask GET https://api.stripe.com/*'))
    await at.post('tmp-debug', HR)
    const { stdout } = await at.run('pull')
    expect(stdout).toBe(`\
~ payments   ${FILE} updated
    rule 0 permission   allow → approval_required
  live and in no file: tmp-debug; pull --all writes files for them, and so does adopt, which also puts their findings into the baseline
1 policy pulled from production; next: read the files (git diff) and commit them
`)
    expect((await at.run('pull')).stdout).toContain('nothing to pull: no live edits in production')
  })

  test('a policy that was deleted live leaves its document, the last one its file', async () => {
    const at = await scene()
    await at.remove('hr')
    await at.pull()
    expect(at.text()).toBe(PAYMENTS.replace(/---[\s\S]*/, ''))
    commitFiles(at.root, {})
    await at.remove('payments')
    await at.pull()
    expect(existsSync(join(at.root, FILE))).toBe(false)
    await expectEmptyPlan(at)
  })

  test('unmanaged policies come only if they are named, or with --all', async () => {
    const at = await scene()
    await at.post('tmp-debug', OPENED)
    expect((await at.pull()).document.unmanaged).toEqual(['tmp-debug'])
    expect((await at.pull('tmp-debug')).document.pulled).toMatchObject([
      { policy: 'tmp-debug', action: 'create', origin: 'unmanaged', file: 'policies/tmp-debug.yaml' },
    ])
    expect(at.text('policies/tmp-debug.yaml')).toContain('name: tmp-debug\nspec:\n  policies:\n')
    await expectEmptyPlan(at)
  })

  test('errors in what was pulled are said at once, and adopt takes those of new files into the baseline', async () => {
    const at = await scene()
    await at.post('loose', spec('allow GET https://api.stripe.com*'))
    const { status, stderr } = await at.pull('--all')
    expect(status).toBe(0)
    expect(stderr).toContain('lint finds 1 error in what was pulled')
    expect(stderr).toContain('policyctl adopt --all')
    expect((await at.run('plan')).status).toBe(1)
    expect((await at.run('adopt', '--all')).status).toBe(0)
    expect((await at.run('plan', '--exit-code')).status).toBe(0)
  })

  test('errors in a policy that is managed are to be mended', async () => {
    const at = await scene()
    await at.put('hr', spec('allow GET https://hr.example.com*'))
    const { status, stderr } = await at.pull()
    expect(status).toBe(0)
    expect(stderr).toMatch(/^lint finds 1 error in what was pulled; .* until it is fixed: edit the files\n$/)
  })

  test('a new file never replaces what is there', async () => {
    const at = await scene()
    await at.post('tmp-debug', OPENED)
    const other = 'name: other\nspec: {policies: [{permission: deny}]}\n'
    writeFiles(at.root, { 'policies/tmp-debug.yaml': other })
    const { status, document } = await at.pull('tmp-debug')
    expect(status).toBe(3)
    expect(document.left).toMatchObject([{ policy: 'tmp-debug', reason: 'file-exists' }])
    expect(at.text('policies/tmp-debug.yaml')).toBe(other)
  })
})

describe('what would undo work in the files is left until it is forced', () => {
  test('not applied yet: no refusal unless it is named', async () => {
    const at = await scene()
    commitFiles(at.root, { [FILE]: PAYMENTS.replace('[GET]', '[GET, PUT]') })
    const { status, document } = await at.pull()
    expect([status, document.left]).toMatchObject([0, [{ policy: 'payments', reason: 'repository' }]])
    expect((await at.pull('payments')).status).toBe(3)
    expect((await at.pull('payments', '--force')).status).toBe(0)
    expect(at.text()).toBe(PAYMENTS)
  })

  test('edited on both sides', async () => {
    const at = await scene()
    commitFiles(at.root, { [FILE]: PAYMENTS.replace('[GET]', '[GET, PUT]') })
    await at.put('payments', OPENED)
    const { status, document } = await at.pull()
    expect([status, document.left]).toMatchObject([3, [{ policy: 'payments', reason: 'both' }]])
    expect((await at.pull('--force')).document.pulled).toMatchObject([{ origin: 'both' }])
    await expectEmptyPlan(at)
  })

  test('never applied from here: nobody can say which side changed', async () => {
    const at = await scene()
    await at.post('mail', READ)
    commitFiles(at.root, { 'policies/mail.yaml': `name: mail\nspec: ${JSON.stringify(OPENED)}\n` })
    const { status, document } = await at.pull()
    expect([status, document.left]).toMatchObject([
      3,
      [{ policy: 'mail', reason: 'unknown', message: expect.stringContaining('no apply from here') }],
    ])
  })

  test('not committed', async () => {
    const at = await scene()
    await at.put('payments', OPENED)
    const edited = PAYMENTS.replace('# nobody', '# nobody at all')
    writeFiles(at.root, { [FILE]: edited })
    const { status, document } = await at.pull()
    expect([status, document.left]).toMatchObject([3, [{ policy: 'payments', reason: 'uncommitted' }]])
    expect(at.text()).toBe(edited)
    expect((await at.pull('--force')).status).toBe(0)
    expect(at.text()).toContain('# nobody at all')
  })

  test('new and never applied: its file goes only by name and with --force', async () => {
    const at = await scene()
    commitFiles(at.root, { 'policies/new.yaml': 'name: new\nspec: {policies: [{permission: deny}]}\n' })
    expect((await at.pull('--force')).document.left).toMatchObject([
      { policy: 'new', reason: 'never-applied' },
    ])
    expect((await at.pull('new', '--force')).document.pulled).toMatchObject([
      { policy: 'new', action: 'delete' },
    ])
    expect(existsSync(join(at.root, 'policies/new.yaml'))).toBe(false)
  })

  test('never applied and not committed: said as it is, and kept by git when it is forced', async () => {
    const at = await scene()
    const text = 'name: new\nspec: {policies: [{permission: deny}]} # not committed\n'
    writeFiles(at.root, { 'policies/new.yaml': text })
    const { stdout } = await at.run('pull', 'new')
    expect(stdout).toContain('! new   left alone: only in the files, never applied; live has no such policy')
    expect(stdout).toContain('would DELETE it from policies/new.yaml, which no commit has as it is')
    expect(stdout).not.toContain('still has the applied version')
    const forced = await at.run('pull', 'new', '--force')
    expect(existsSync(join(at.root, 'policies/new.yaml'))).toBe(false)
    const [, oid = ''] = /git cat-file blob (\w+)\n/.exec(forced.stderr) ?? []
    expect(`${git(at.root, 'cat-file', 'blob', oid)}\n`).toBe(text)
  })

  test('without a ledger a policy that is only in the files is not said to be live', async () => {
    const project = await projectWith({ files: { payments: READ }, live: {} })
    const { stdout } = await project.run('pull')
    expect(stdout).toContain('only in the files, not known to have ever been applied: there is no ledger yet')
    expect(stdout).toContain('would DELETE it from policies/payments.json')
  })

  test('no git: nobody knows who changed it', async () => {
    const project = await projectWith({
      files: { payments: READ },
      live: { payments: OPENED },
      hasGit: false,
    })
    const { status, stdout } = await project.run('pull')
    expect(status).toBe(3)
    expect(stdout).toContain(
      'it is not known whether the file or live changed: the project stands in no git repository',
    )
    expect((await project.run('pull', '--force')).status).toBe(0)
    expect((await project.run('plan', '--exit-code')).status).toBe(0)
  })
})

describe('files that are not to be trusted', () => {
  test('a name that is nowhere', async () => {
    const at = await scene()
    const { status, stderr } = await at.run('pull', 'paymets')
    expect(status).toBe(4)
    expect(stderr).toContain(
      "error policy-unknown: there is no live policy 'paymets'\n  hint: did you mean payments?",
    )
  })

  test('a file that cannot be read hides policies: nothing is written', async () => {
    const at = await scene()
    await at.put('payments', OPENED)
    writeFiles(at.root, { 'policies/broken.yaml': 'name: [' })
    const { status, stdout, stderr } = await at.run('pull', '--force')
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain('policies/broken.yaml')
    expect(at.text()).toBe(PAYMENTS)
  })

  test('a name that stands twice is left', async () => {
    const at = await scene()
    await at.put('payments', OPENED)
    commitFiles(at.root, { 'policies/again.yaml': PAYMENTS.replace(/---[\s\S]*/, '') })
    const { status, document } = await at.pull('payments')
    expect([status, document.left]).toMatchObject([3, [{ reason: 'duplicate' }]])
  })

  test('a folder that leads out of the project is not written through', async () => {
    const project = await projectWith({ live: { payments: READ } })
    const outside = folderWith({})
    symlinkSync(outside, join(project.root, 'policies'))
    const { status } = await project.run('pull', '--all')
    expect(status).not.toBe(0)
    expect(existsSync(join(outside, 'payments.yaml'))).toBe(false)
  })
})

test('a file that is saved while pull asks the workspace stays as it was saved', async () => {
  let save = (): void => {}
  const project = await projectWith({
    files: { a: READ },
    emulator: {
      onRequest: () => {
        save()
        return undefined
      },
    },
  })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  await call(project.server.url, 'PUT', 'a', { name: 'a', spec: OPENED })
  const saved = '{"name":"a","spec":{"policies":[{"permission":"deny"}]}}'
  save = () => writeFiles(project.root, { 'policies/a.json': saved })
  expect((await project.run('pull')).status).toBe(3)
  commitFiles(project.root, { 'policies/a.json': JSON.stringify({ name: 'a', spec: READ }) })
  const result = await project.run('pull', '--force')
  expect([result.status, result.stderr]).toEqual([4, expect.stringContaining('error file-changed:')])
  expect(readFileSync(join(project.root, 'policies/a.json'), 'utf8')).toBe(saved)
})
