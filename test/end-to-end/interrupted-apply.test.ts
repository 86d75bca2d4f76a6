import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { policyFiles } from '../support/builders/project-files.ts'
import { spec } from '../support/builders/specs.ts'
import { commitFiles, git } from '../support/git/git.ts'
import { projectWith } from '../support/project/project.ts'
import { writeFiles } from '../support/suite/folder.ts'

const FILES = { a: spec('allow GET https://a.io/*'), b: spec('allow GET https://b.io/*') }
const APPLY = ['apply', '--yes', '--quiet']

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s in the first of three phases: the second does not begin, the lock is given back, and running again finishes',
  async (signal) => {
    const ask = spec('ask POST https://a.io/*')
    const files = { p: ask, q: ask }
    let stop = (): void => {}
    const project = await projectWith({
      files,
      emulator: {
        onRequest: ({ method }) => {
          if (method === 'POST') stop()
          return undefined
        },
      },
    })
    const { root } = project
    const result = await project.runIn(root, APPLY, {
      onStart: (child) => {
        stop = () => child.kill(signal)
      },
    })
    expect([result.status, result.signal]).toEqual([1, null])
    expect(result.stdout).toBe(
      [
        '· p   not created   not written: the run ended before',
        '· q   not created   tightened, not released: the run ended between the two writes',
        '0 applied, 2 not run: stopped; run it again to finish the job. Target: production.\n',
      ].join('\n'),
    )
    expect(Object.keys(await project.live())).toEqual(['q'])
    expect(git(root, 'ls-remote', 'origin', 'refs/policyctl/lock/*')).toBe('')
    stop = () => {}
    expect((await project.runIn(root, APPLY)).status).toBe(0)
    expect(await project.live()).toEqual(files)
  },
)

test('unlock takes the lock from a run that is alive: what is tightened stays so, and it is told', async () => {
  const [x, y] = ['https://a.io/x/*', 'https://a.io/y/*']
  const old = { p: spec(`allow ${x}`, `deny ${y}`), q: spec(`deny ${x}`, `allow ${y}`) }
  const files = { p: old.q, q: old.p }
  let takeLock = (): void => {}
  const project = await projectWith({ files: old, emulator: { onWrite: () => takeLock() } })
  const { root } = project
  expect((await project.runIn(root, APPLY)).status).toBe(0)
  commitFiles(root, policyFiles(files))
  const bare = project.remote.url.replace('file://', '')
  takeLock = () => git(bare, 'update-ref', '-d', 'refs/policyctl/lock/production')
  const result = await project.runIn(root, ['apply', '--yes'])
  takeLock = () => {}
  expect(result.stdout).toContain('tightened, not released: the run ended between the two writes')
  expect(result.stderr).toContain('somebody removed the lock during this run (policyctl unlock)')
  expect(result.status).toBe(1)
  const again = await project.runIn(root, ['apply', '--yes'])
  expect([again.status, again.stderr]).toEqual([0, ''])
  expect(await project.live()).toEqual(files)
})

test('unlock takes the lock from a run that is alive and ends with all written: it does not count as a success', async () => {
  let takeLock = (): void => {}
  const project = await projectWith({ files: FILES, emulator: { onWrite: () => takeLock() } })
  const bare = project.remote.url.replace('file://', '')
  takeLock = () => git(bare, 'update-ref', '-d', 'refs/policyctl/lock/production')
  const { status, stderr, stdout } = await project.run('apply', '--yes', '--format', 'json')
  takeLock = () => {}
  expect(JSON.parse(stdout)).toMatchObject({ converged: false, summary: { failed: 0, notRun: 0 } })
  expect([status, stderr]).toEqual([1, expect.stringContaining('another run may have written too')])
  expect(await project.run('apply', '--yes')).toMatchObject({ status: 0 })
})

test('a remote that takes the lock and not the ledger: said, the intent is not lost, and unlock and apply finish', async () => {
  const project = await projectWith({ files: FILES })
  const { root } = project
  const bare = project.remote.url.replace('file://', '')
  const hook =
    '#!/bin/sh\nwhile read old new ref; do case $ref in */ledger/*) echo no ledgers here >&2; exit 1;; esac; done\n'
  writeFiles(bare, { 'hooks/pre-receive': hook })
  chmodSync(join(bare, 'hooks/pre-receive'), 0o755)
  const refused = await project.runIn(root, ['apply', '--yes'])
  expect([refused.status, refused.stderr]).toEqual([
    4,
    expect.stringMatching(/error remote-refused.*no ledgers here/),
  ])
  expect(refused.stdout).toMatch(/2 applied|2 created|applied/i)
  expect(git(root, 'ls-remote', 'origin', 'refs/policyctl/lock/*')).not.toBe('')
  writeFiles(bare, { 'hooks/pre-receive': '#!/bin/sh\nexit 0\n' })
  expect((await project.runIn(root, ['unlock', '--yes'])).status).toBe(0)
  expect((await project.runIn(root, APPLY)).status).toBe(0)
  expect((await project.runIn(root, ['drift', '--exit-code'])).status).toBe(0)
  expect(
    git(
      root,
      'ls-tree',
      '-r',
      '--name-only',
      'refs/policyctl/ledger/production',
      'policies/',
      'pending/',
    ).split('\n'),
  ).toEqual(['policies/a.json', 'policies/b.json'])
})

test('a remote that refuses to delete the lock: what was done is told all the same, 4, and unlock ends it', async () => {
  const project = await projectWith({ files: FILES })
  const { root } = project
  const bare = project.remote.url.replace('file://', '')
  const hook =
    '#!/bin/sh\nwhile read old new ref; do case $ref,$new in */lock/*,0000*) echo no deletes here >&2; exit 1;; esac; done\n'
  writeFiles(bare, { 'hooks/pre-receive': hook })
  chmodSync(join(bare, 'hooks/pre-receive'), 0o755)
  const stuck = await project.runIn(root, ['apply', '--yes'])
  expect(stuck.stdout).toContain('2 applied: production holds what was planned.')
  expect([stuck.status, stuck.stderr]).toEqual([
    4,
    expect.stringMatching(/error remote-refused.*no deletes here/),
  ])
  expect(await project.live()).toEqual(FILES)
  expect((await project.runIn(root, APPLY)).status).toBe(3)
  writeFiles(bare, { 'hooks/pre-receive': '#!/bin/sh\nexit 0\n' })
  const unlocked = await project.runIn(root, ['unlock', '--yes'])
  expect([unlocked.status, unlocked.stdout]).toEqual([
    0,
    expect.stringContaining('nothing is left to finish'),
  ])
  expect((await project.runIn(root, APPLY)).status).toBe(0)
})
