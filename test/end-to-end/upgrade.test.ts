/** docs/upgrading.md as a story: what one release left meets another one, and is read or refused by name. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { laterRecordIn, recordIn } from '../../src/review/record-text.ts'
import { git, repositoryWith } from '../support/git/git.ts'
import { formatOne } from '../support/git/ledger.ts'
import { type RunResult, runInProcess } from '../support/run/run-in-process.ts'
import { writeFiles } from '../support/suite/folder.ts'

const SPEC = { policies: [{ permission: 'deny' as const, resource: 'https://a.example/*' }] }
const FILES = {
  'policyctl.yaml': 'version: 1\ntargets:\n  production: { embedded: .policyctl/p.json }\n',
  'policies/a.yaml':
    'name: a\nspec:\n  policies:\n    - permission: deny\n      resource: https://a.example/*\n',
  '.gitignore': '.policyctl/\n',
}
const REF = 'refs/policyctl/ledger/production'
const LIVE = {
  '.policyctl/p.json': JSON.stringify({ formatVersion: 1, policies: [{ name: 'a', spec: SPEC }] }),
}

function project(): string {
  const root = repositoryWith(FILES)
  writeFiles(root, LIVE)
  return root
}

function policyctl(cwd: string, ...args: readonly string[]): Promise<RunResult> {
  return runInProcess([...args, '--target', 'production'], { cwd })
}

test('a ledger of release 0.1.0: read, converted once by the next apply, which says so', async () => {
  const root = project()
  const commit = git(root, 'rev-parse', 'HEAD')
  formatOne(root, { policies: { a: SPEC }, commit, endpoint: 'embedded:.policyctl/p.json' })
  const plan = await policyctl(root, 'plan')
  expect([plan.status, git(root, 'rev-list', '--count', REF)]).toEqual([0, '1'])
  const first = await policyctl(root, 'apply', '--yes')
  expect(first.status).toBe(0)
  expect(first.stderr).toContain('the ledger has format 2 now')
  const again = await policyctl(root, 'apply', '--yes')
  expect(again.stderr).not.toContain('format 2')
  expect(git(root, 'rev-list', '--count', REF)).toBe('2')
})

test.each(['plan', 'apply', 'drift', 'rollback', 'pull'])(
  'a ledger of a later release: %s names it and what wrote it, and writes nothing',
  async (command) => {
    const root = project()
    await policyctl(root, 'apply', '--yes')
    const message = git(root, 'log', '-1', '--format=%B', REF)
      .replace(/^Policyctl-Format: .*/m, 'Policyctl-Format: 3')
      .replace(/^Policyctl-Tool: .*/m, 'Policyctl-Tool: policyctl 9.1.0')
    const tip = git(root, 'commit-tree', '-m', message, `${REF}^{tree}`)
    git(root, 'update-ref', REF, tip)
    const { status, stderr } = await policyctl(root, command, ...(command === 'apply' ? ['--yes'] : []))
    expect(status).toBe(3)
    expect(stderr).toContain('error ledger-format')
    expect(stderr).toContain('policyctl 9.1.0')
    expect(stderr).not.toContain('earlier revision')
    expect(git(root, 'rev-parse', REF)).toBe(tip)
  },
)

test.each([
  ['a later format', (plan: object) => ({ ...plan, formatVersion: 2 }), 'error plan-format', 3],
  ['other keys in the same format', ({ ...plan }) => ({ ...plan, waves: [] }), 'error plan-invalid', 4],
  [
    'a key that was not there',
    ({ bindings: _, ...plan }: Record<string, unknown>) => plan,
    'error plan-invalid',
    4,
  ],
])('a plan file of another release, %s: refused with its name', async (_what, change, error, exit) => {
  const root = project()
  await policyctl(root, 'plan', '--out', 'plan.json')
  const plan = JSON.parse(readFileSync(join(root, 'plan.json'), 'utf8'))
  writeFiles(root, { 'plan.json': JSON.stringify({ ...change(plan), tool: 'policyctl 9.1.0' }) })
  const { status, stderr } = await policyctl(root, 'apply', 'plan.json', '--yes')
  expect(status).toBe(exit)
  expect(stderr).toContain(error)
  expect(stderr).toContain('written by policyctl 9.1.0')
  expect(stderr).toContain(` ${plan.tool} `)
  expect(stderr).toMatch(
    /hint: (plan and apply with the same version|.*plan again with the policyctl that applies)/,
  )
})

test('a plan file of another build of the same version: said so', async () => {
  const root = project()
  await policyctl(root, 'plan', '--out', 'plan.json')
  const { bindings: _, ...plan } = JSON.parse(readFileSync(join(root, 'plan.json'), 'utf8'))
  writeFiles(root, { 'plan.json': JSON.stringify(plan) })
  const { stderr } = await policyctl(root, 'apply', 'plan.json', '--yes')
  expect(stderr).toContain(
    `is not a plan as ${plan.tool} writes it: it must have required property 'bindings'`,
  )
  expect(stderr).toContain(`another build of ${plan.tool} wrote it, or somebody edited it`)
})

test('a baseline of a later release: refused, and not to be deleted', async () => {
  const root = project()
  writeFiles(root, { '.policyctl-baseline.json': '{"formatVersion":2,"findings":[]}' })
  const { status, stderr } = await policyctl(root, 'lint')
  expect(status).toBe(4)
  expect(stderr).toContain('has formatVersion 2, and this policyctl reads 1: a newer release wrote it')
  expect(stderr).not.toContain('delete')
})

test('a record of a later release counts for nothing, and is known for what it is', () => {
  const body = (record: object): string =>
    `text\n<!-- policyctl:risk ${deflateRawSync(JSON.stringify(record)).toString('base64')} -->\n`
  expect(recordIn(body({ version: 4 }))).toBeNull()
  expect(laterRecordIn(body({ version: 4 }))).toBe(4)
  expect([body({ version: 3 }), body({ version: 2 }), body({}), 'text'].map(laterRecordIn)).toEqual([
    null,
    null,
    null,
    null,
  ])
})
