/** `evidence`: a pack that somebody with only a clone can read, make again, and check. */
import { createPublicKey } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { crypto, dsse } from '@sigstore/core'
import { expect, test } from 'vitest'
import { sha256 } from '../../src/files/result-cache.ts'
import { spec } from '../support/builders/specs.ts'
import { commitFiles, git, gitScript } from '../support/git/git.ts'
import { REF } from '../support/git/ledger.ts'
import { keyPair } from '../support/git/signed-ledger.ts'
import { projectWith } from '../support/project/project.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

/** a, read; then written too, by a flag that lifts a guard. */
async function audited() {
  const keys = keyPair()
  const project = await projectWith({
    files: { a: spec('allow GET https://a.example/*') },
    config: 'safety: { widening: approve }\nevidence: { key: SIGNING_KEY, trusted: [keys/release.pub] }\n',
    bound: { a: ['x'] },
  })
  writeFiles(project.root, { 'keys/release.pub': keys.publicPem })
  commitFiles(project.root, {})
  git(project.root, 'push', '-q', 'origin', 'HEAD')
  const run = (...args: readonly string[]) =>
    runInProcess([...args, '--target', 'production'], {
      cwd: project.root,
      env: { RUNAGENTS_API_KEY: 'key', SIGNING_KEY: keys.pem },
    })
  const later = (now: string, ...args: readonly string[]) =>
    runInProcess([...args, '--target', 'production'], {
      cwd: project.root,
      env: { RUNAGENTS_API_KEY: 'key', SIGNING_KEY: keys.pem },
      world: {
        random: () => 0.5,
        clock: { now: () => new Date(now), elapsed: () => 0, sleep: async () => {} },
      },
    })
  expect((await run('apply', '--yes', '--allow-widening')).status).toBe(0)
  project.edit({ a: spec('allow https://a.example/*') })
  expect((await run('apply', '--yes', '--allow-widening')).status).toBe(0)
  return { ...project, run, later, keys }
}

function filesIn(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  const paths = names.map((one) => join(one.parentPath, one.name)).sort()
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]))
}

test('twice the same, and all of it accounted for', async () => {
  const { run, root, keys } = await audited()
  const [one, two] = [join(folderWith(), 'one'), join(folderWith(), 'two')]
  const { status, stdout } = await run('evidence', '--out', one)
  expect([status, stdout]).toEqual([
    0,
    expect.stringContaining('14 files about 2 commits of the ledger of production'),
  ])
  expect((await run('evidence', '--out', two)).status).toBe(0)
  const files = filesIn(one)
  expect(filesIn(two)).toEqual(files)
  const [second = '', first = ''] = git(root, 'rev-list', REF).split('\n')
  expect(Object.keys(files)).toEqual([
    'CHECKING.md',
    `changes/00001-${first.slice(0, 12)}.html`,
    `changes/00001-${first.slice(0, 12)}.md`,
    `changes/00002-${second.slice(0, 12)}.html`,
    `changes/00002-${second.slice(0, 12)}.md`,
    'manifest.dsse.json',
    'manifest.json',
    'overrides.csv',
    'population.csv',
    'rulesets.json',
    'who-can-begin.csv',
    'who-can-begin.html',
    'who-can-end.csv',
    'who-can-end.html',
  ])
  const manifest = JSON.parse(files['manifest.json'] ?? '')
  expect(manifest).toMatchObject({
    target: 'production',
    ledger: second,
    begin: null,
    end: second,
    changes: 2,
  })
  const { 'manifest.json': text = '', 'manifest.dsse.json': envelope = '', ...others } = files
  expect(
    Object.fromEntries(
      manifest.files.map((file: { path: string; sha256: string }) => [file.path, file.sha256]),
    ),
  ).toEqual(Object.fromEntries(Object.entries(others).map(([path, body]) => [path, sha256(body)])))
  const { payloadType, payload, signatures } = JSON.parse(envelope)
  expect(Buffer.from(payload, 'base64').toString('utf8')).toBe(text)
  const bytes = dsse.preAuthEncoding(payloadType, Buffer.from(payload, 'base64'))
  expect(
    crypto.verify(bytes, createPublicKey(keys.publicPem), Buffer.from(signatures[0].sig, 'base64')),
  ).toBe(true)
  expect(Object.values(files).join('')).not.toContain(keys.pem.split('\n')[1])
})

/** The shell blocks of CHECKING.md, run one after another in the folder of a pack. @returns the number of the first that fails; null: none. */
function failingCheck(pack: string, env: Readonly<Record<string, string>>): number | null {
  const text = readFileSync(join(pack, 'CHECKING.md'), 'utf8')
  const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block)
  expect(blocks).toHaveLength(5)
  for (const [index, block] of blocks.entries()) {
    try {
      gitScript(pack, `set -eu\n${block}`, [], env)
    } catch {
      return index + 1
    }
  }
  return null
}

test('CHECKING.md: its commands pass, and each finds what it is for', async () => {
  const { run, root, keys } = await audited()
  const make = async (): Promise<string> => {
    const out = join(folderWith(), 'pack')
    expect((await run('evidence', '--out', out)).status).toBe(0)
    return out
  }
  const key = join(folderWith({ 'key.pub': keys.publicPem }), 'key.pub')
  const env = { REPOSITORY: root, KEY: key, TRUSTED: key }
  const pack = await make()
  expect(failingCheck(pack, env)).toBe(null)

  const stranger = join(folderWith({ 'key.pub': keyPair().publicPem }), 'key.pub')
  expect(failingCheck(pack, { ...env, KEY: stranger })).toBe(2)
  expect(failingCheck(pack, { ...env, TRUSTED: stranger })).toBe(5)
  writeFiles(pack, { 'more.md': 'slipped in\n' })
  expect(failingCheck(pack, env)).toBe(1)
  const other = await make()
  writeFiles(other, { 'overrides.csv': 'revision,at\n' })
  expect(failingCheck(other, env)).toBe(1)
  const third = await make()
  const manifest = readFileSync(join(third, 'manifest.json'), 'utf8')
  writeFiles(third, { 'manifest.json': manifest.replace('"production"', '"elsewhere"') })
  expect(failingCheck(third, env)).toBe(2)
  expect(failingCheck(await make(), { ...env, REPOSITORY: folderWith() })).toBe(3)
})

test('what it says', async () => {
  const { run } = await audited()
  const out = join(folderWith(), 'pack')
  expect((await run('evidence', '--out', out)).status).toBe(0)
  const files = filesIn(out)
  const [head = '', , row = ''] = (files['population.csv'] ?? '').split('\n')
  const cells = Object.fromEntries(head.split(',').map((name, index) => [name, row.split(',')[index]]))
  expect(cells).toMatchObject({
    deed: 'apply',
    wider: '1',
    'guards lifted': '1',
    signed: 'yes',
    holds: 'yes',
    'approvals known': 'no',
  })
  expect(files['overrides.csv']).toContain(",widening,a,,'--allow-widening")
  expect(files['who-can-begin.csv']?.split('\n')).toHaveLength(2)
  expect(files['who-can-end.csv']).toContain('default/x,,allow')
  const pageOf = (pattern: RegExp) => Object.entries(files).find(([path]) => pattern.test(path))?.[1] ?? ''
  const page = pageOf(/00002.*md$/)
  expect(page).toContain('Pull requests and approvals are not known')
  expect(page).toContain('https://a.example/*')
  expect(cells.map).toMatch(/^changes\/00002-\w{12}\.html$/)
  const drawn = dataIn(pageOf(/00002.*html$/))
  expect(drawn).toMatchObject({
    title: expect.stringContaining('apply at '),
    changes: [{ part: { direction: 'wider' } }],
  })
  expect(dataIn(files['who-can-begin.html'] ?? '')).toMatchObject({ rows: [], changes: [] })
  expect(dataIn(files['who-can-end.html'] ?? '').agents).toEqual([{ name: 'default/x', policies: ['a'] }])
  expect(JSON.parse(files['rulesets.json'] ?? '')).toMatchObject([{ rulesets: null }, { rulesets: null }])
})

/** The data that stand in a page. */
function dataIn(html: string) {
  return JSON.parse(/<script[^>]*application\/json[^>]*>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? 'null')
}

test('a span: what was applied before it is who could at its beginning', async () => {
  const { later } = await audited()
  const out = join(folderWith(), 'pack')
  const asked = ['evidence', '--out', out, '--since', '2027-01-01']
  const { status, stderr } = await later('2027-01-01T12:00:00Z', ...asked)
  const files = filesIn(out)
  expect([status, JSON.parse(files['manifest.json'] ?? '').changes]).toEqual([0, 0])
  expect(stderr).toMatch(/^the ledger has no commit in this span; its newest one is of \d{4}-/)
  expect(files['who-can-begin.csv']).toBe(files['who-can-end.csv'])
  expect(files['who-can-begin.csv']).toContain('default/x')
})

test('a span that is not over: written, and said to be unfinished', async () => {
  const { run } = await audited()
  const out = join(folderWith(), 'pack')
  const { status, stderr } = await run('evidence', '--out', out, '--until', '2099-12-31')
  expect([status, JSON.parse(filesIn(out)['manifest.json'] ?? '').changes]).toEqual([0, 2])
  expect(stderr).toContain('--until 2099-12-31 is not over yet, so the pack lacks what is still to come')
})

test('something broken: written all the same, said, and 1', async () => {
  const { run, root } = await audited()
  const forged = git(
    root,
    'commit-tree',
    '-p',
    `${REF}~1`,
    '-m',
    git(root, 'log', '-1', '--format=%B', REF),
    `${REF}^{tree}`,
  )
  git(root, 'push', '-qf', 'origin', `${forged}:${REF}`)
  const out = join(folderWith(), 'pack')
  const { status, stdout } = await run('evidence', '--out', out)
  expect([status, stdout]).toEqual([1, expect.stringContaining('1 of them broken')])
  expect(Object.values(filesIn(out)).join('')).toContain('## Broken')
})

test.each([
  [[], 'usage: evidence needs --out DIR'],
  [['--out', 'policies'], 'usage: --out policies already exists, and is not an empty folder'],
  [['--out', 'x', '--since', 'June'], "usage: --since takes a day or an instant, and 'June' is neither"],
  [
    ['--out', 'x', '--since', '2026-07-01', '--until', '2026-06-01'],
    'usage: --since 2026-07-01 is after --until',
  ],
  [['--out', 'x', '--since', '2099-01-01'], 'usage: --since 2099-01-01 is in the future, so nothing can'],
])('%j: 4', async (args, message) => {
  const { run } = await audited()
  const { status, stderr } = await run('evidence', ...args)
  expect([status, stderr]).toEqual([4, expect.stringContaining(message)])
})

test('several targets: a pack each, in a folder of its own', async () => {
  const { run, root, server } = await audited()
  const url = `${server.url}/api/v1`
  writeFiles(root, {
    'policyctl.yaml': `version: 1\ntargets: { production: { endpoint: "${url}" }, staging: { endpoint: "${url}/workspaces/s" } }\n`,
  })
  const out = join(folderWith(), 'packs')
  const { status, stdout, stderr } = await run('evidence', '--out', out, '--target', 'staging')
  expect([status, stderr]).toEqual([
    4,
    expect.stringContaining("ledger-missing: the remote 'origin' has no ledger of target 'staging'"),
  ])
  expect(stdout).toContain('about 2 commits of the ledger of production')
  expect(Object.keys(filesIn(out)).filter((path) => path.endsWith('manifest.json'))).toEqual([
    'production/manifest.json',
  ])
})
