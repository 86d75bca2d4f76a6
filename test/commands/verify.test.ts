/** `verify`, from applies by the command line to a clone of somebody else. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Spec } from '../../src/policy/policy.ts'
import { spec } from '../support/builders/specs.ts'
import { commitFiles, git } from '../support/git/git.ts'
import { gpgKey } from '../support/git/gpg-key.ts'
import { formatOne, REF } from '../support/git/ledger.ts'
import { keyPair } from '../support/git/signed-ledger.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { projectWith } from '../support/project/project.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'
import { lacks } from '../support/suite/lacks.ts'

const A = spec('allow GET https://a.example/*')
const B = spec('allow https://b.example/*')
const CONFIG = 'evidence: { key: SIGNING_KEY, trusted: [keys/release.pub] }\n'

/** A project that signs, its config on the default branch of the remote. */
async function signing(publicKey: string, files: Readonly<Record<string, Spec>> = { a: A }) {
  const project = await projectWith({ files, config: CONFIG, bound: { a: ['default/x'] } })
  writeFiles(project.root, { 'keys/release.pub': publicKey })
  commitFiles(project.root, {})
  git(project.root, 'push', '-q', 'origin', 'HEAD')
  const run = (env: Readonly<Record<string, string>>, ...args: readonly string[]) =>
    runInProcess([...args, '--target', 'production'], {
      cwd: project.root,
      env: { RUNAGENTS_API_KEY: 'key', ...env },
    })
  const auditor = join(folderWith(), 'audit')
  const verify = async (...args: readonly string[]) => {
    const options = ['verify', '--target', 'production', '--format', 'json', ...args]
    const { status, stdout, stderr } = await runInProcess(options, { cwd: auditor })
    return { status, stderr, document: stdout === '' ? null : JSON.parse(stdout) }
  }
  const audit = (...args: readonly string[]) => {
    git('/', 'clone', '-q', git(project.root, 'remote', 'get-url', 'origin'), auditor)
    return verify(...args)
  }
  return { ...project, run, audit, verify, auditor }
}

test('signed by the key of the config: holds for somebody who has a clone and no key', async () => {
  const { pem, publicPem } = keyPair()
  const { run, edit, audit, verify, root, auditor } = await signing(publicPem)
  const applied = await run({ SIGNING_KEY: pem }, 'apply', '--yes')
  expect([applied.status, applied.stderr.includes('not signed')]).toEqual([0, false])
  expect(applied.stdout + applied.stderr).not.toContain(pem.split('\n')[1])
  edit({ b: B })
  expect((await run({ SIGNING_KEY: pem }, 'apply', '--yes')).status).toBe(0)
  expect((await run({ SIGNING_KEY: pem }, 'forget', 'b')).status).toBe(0)
  const { status, document } = await audit()
  expect(documentSchema('verify')(document)).toBe(true)
  expect([status, document.summary]).toEqual([0, { applies: 3, signed: 3, broken: 0 }])
  expect(document.applies.map(({ unknown }: { unknown: string[] }) => unknown)).toEqual([
    ['approvals'],
    ['approvals'],
    ['anchor'],
  ])
  git(root, 'tag', '-a', '-m', 'Q4', 'policyctl/production/2026-Q4', REF)
  git(root, 'push', '-q', 'origin', 'policyctl/production/2026-Q4')
  expect((await verify('--require', 'signatures,anchor')).status).toBe(0)
  const required = await verify('--require', 'approvals')
  expect([required.status, required.document.applies[0].broken]).toEqual([
    1,
    [{ what: 'approvals', message: 'its pull requests and approvals were not recorded' }],
  ])
  git(root, 'push', '-qf', 'origin', `${REF}~1:${REF}`)
  const cut = await verify()
  expect([cut.status, cut.document.applies.at(-1).broken[0].what]).toEqual([1, 'anchor'])
  const text = await runInProcess(['verify', '--target', 'production'], { cwd: auditor })
  expect(text.stdout).toContain('anchor: refs/tags/policyctl/production/2026-Q4 names ')
})

test('the config that --config names says who is trusted, under its name on the base branch', async () => {
  const [ours, theirs] = [keyPair(), keyPair()]
  const { run, audit, verify, root } = await signing(ours.publicPem)
  git(root, 'mv', 'policyctl.yaml', 'main.yaml')
  commitFiles(root, {})
  git(root, 'push', '-q', 'origin', 'HEAD')
  expect((await run({ SIGNING_KEY: ours.pem }, 'apply', '--yes', '--config', 'main.yaml')).status).toBe(0)
  const { status, document } = await audit('--config', 'main.yaml')
  expect([status, document.summary]).toEqual([0, { applies: 1, signed: 1, broken: 0 }])
  commitFiles(root, { 'keys/release.pub': theirs.publicPem })
  git(root, 'push', '-q', 'origin', 'HEAD')
  const then = await verify('--config', 'main.yaml')
  expect([then.status, then.document.summary]).toEqual([1, { applies: 1, signed: 0, broken: 1 }])
})

test('no key in the variable: said when it is applied, unknown when it is verified', async () => {
  const { run, audit } = await signing(keyPair().publicPem)
  const applied = await run({}, 'apply', '--yes')
  expect(applied.stderr).toContain(
    'the statement of the ledger about this run is not signed: SIGNING_KEY is not set',
  )
  const { status, document } = await audit()
  expect([status, document.applies[0].unknown]).toEqual([0, ['signatures', 'approvals', 'anchor']])
})

test('a key that is none: refused before anything is written', async () => {
  const { run, live } = await signing(keyPair().publicPem)
  const { status, stderr } = await run({ SIGNING_KEY: 'hunter2' }, 'apply', '--yes')
  expect([status, stderr]).toEqual([
    4,
    expect.stringContaining('signing-key-invalid: SIGNING_KEY holds no private key'),
  ])
  expect(stderr).not.toContain('hunter2')
  expect(await live()).toEqual({})
})

test('commit.gpgsign with ssh: the commits of the ledger are signed, and verified without ssh-keygen', async () => {
  const keys = folderWith()
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'ada', '-f', join(keys, 'id')])
  const { run, audit, root } = await signing(readFileSync(join(keys, 'id.pub'), 'utf8'))
  for (const [key, value] of [
    ['commit.gpgsign', 'true'],
    ['gpg.format', 'ssh'],
    ['user.signingkey', join(keys, 'id')],
  ] as const)
    git(root, 'config', key, value)
  expect((await run({}, 'apply', '--yes')).stderr).not.toContain('not signed')
  const { status, document } = await audit('--require', 'signatures')
  expect([status, document.summary]).toEqual([0, { applies: 1, signed: 1, broken: 0 }])
})

test.skipIf(lacks('gpg'))(
  'commit.gpgsign with gpg: by a key that the base branch has, in a ring of its own',
  async () => {
    const key = gpgKey('ada')
    const { run, audit, verify, root, edit } = await signing(key.armored)
    git(root, 'config', 'commit.gpgsign', 'true')
    git(root, 'config', 'user.signingkey', key.fingerprint)
    expect((await run({ GNUPGHOME: key.home }, 'apply', '--yes')).stderr).not.toContain('not signed')
    key.close()
    const { status, stderr, document } = await audit('--require', 'signatures')
    expect([status, stderr, document.summary]).toEqual([0, '', { applies: 1, signed: 1, broken: 0 }])
    git(root, 'config', 'commit.gpgsign', 'false')
    edit({ b: B })
    expect((await run({}, 'apply', '--yes')).stderr).toContain('not signed: SIGNING_KEY is not set')
    const bare = await verify()
    expect([bare.status, bare.document.applies[1].broken[0].message]).toEqual([
      1,
      'it is not signed, and a commit before it is signed by one',
    ])
  },
)

test('git cannot sign: the run goes on, and says so', async () => {
  const { run, root, live } = await signing(keyPair().publicPem)
  git(root, 'config', 'commit.gpgsign', 'true')
  git(root, 'config', 'gpg.program', 'false')
  const { status, stderr } = await run({}, 'apply', '--yes')
  expect([status, stderr]).toEqual([0, expect.stringContaining('git could not sign the commit')])
  expect(Object.keys(await live())).toEqual(['a'])
})

test('an older ledger: read as it is, and the fuller record begins where it begins', async () => {
  const { publicPem, pem } = keyPair()
  const { run, root, server, audit, put } = await signing(publicPem)
  await put('a', A)
  formatOne(root, { policies: { a: A }, endpoint: `${server.url}/api/v1` })
  git(root, 'push', '-q', 'origin', REF)
  expect((await run({ SIGNING_KEY: pem }, 'apply', '--yes')).status).toBe(0)
  const { status, document } = await audit()
  expect([status, document.applies[0].unknown, document.applies[1].broken]).toEqual([
    0,
    ['statement', 'signatures', 'approvals'],
    [],
  ])
})

test('a format that is newer than this release is not misread', async () => {
  const { run, root, audit } = await signing(keyPair().publicPem)
  expect((await run({}, 'apply', '--yes')).status).toBe(0)
  const message = git(root, 'log', '-1', '--format=%B', REF).replace('Format: 2', 'Format: 3')
  const newer = git(root, 'commit-tree', '-p', REF, '-m', message, `${REF}^{tree}`)
  git(root, 'push', '-q', 'origin', `${newer}:${REF}`)
  const { status, stderr } = await audit()
  expect([status, stderr]).toEqual([3, expect.stringContaining('ledger-format: ')])
})

test('without the remote: what the clone has is verified, and that is said', async () => {
  const { publicPem, pem } = keyPair()
  const { run, audit, verify, auditor } = await signing(publicPem)
  expect((await run({ SIGNING_KEY: pem }, 'apply', '--yes')).status).toBe(0)
  expect((await audit()).status).toBe(0)
  git(auditor, 'remote', 'set-url', 'origin', join(auditor, 'nowhere'))
  const { status, stderr, document } = await verify()
  expect([status, document.summary.signed]).toEqual([0, 1])
  expect(stderr).toContain('the copies of its ledgers and tags in this clone are read instead')
  git(auditor, 'update-ref', '-d', REF)
  const bare = await verify()
  expect([bare.status, bare.stderr]).toEqual([4, expect.stringContaining('error remote-unreachable: ')])
  expect(bare.stderr).not.toContain('nothing was applied')
})

test.each([
  [['--require', 'everything'], "usage: --require does not know 'everything'"],
  [[], "ledger-missing: the remote 'origin' has no ledger of target 'production'"],
])('%j: 4', async (args, message) => {
  const { audit } = await signing(keyPair().publicPem)
  const { status, stderr } = await audit(...args)
  expect([status, stderr]).toEqual([4, expect.stringContaining(message)])
})

test.each([
  ['keys/release.pub', 'hello\n', 'trusted-key-invalid: key 1 of keys/release.pub'],
  [
    'policyctl.yaml',
    'version: 1\ntargets: {}\nevidence: { trusted: [keys/none.pub] }\n',
    'trusts keys/none.pub, and there is no such file',
  ],
])('the base branch has another %s: 4', async (file, text, message) => {
  const { run, audit, root } = await signing(keyPair().publicPem)
  expect((await run({}, 'apply', '--yes')).status).toBe(0)
  writeFiles(root, { [file]: text })
  commitFiles(root, {})
  git(root, 'push', '-q', 'origin', 'HEAD')
  const { status, stderr } = await audit()
  expect([status, stderr]).toEqual([4, expect.stringContaining(message)])
})
