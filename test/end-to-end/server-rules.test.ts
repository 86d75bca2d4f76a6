/** Servers that refuse something: each says its own truth, and leaves nothing half done. */
import { chmodSync, copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { configFor, policyFiles } from '../support/builders/project-files.ts'
import { spec } from '../support/builders/specs.ts'
import { commitFiles, git } from '../support/git/git.ts'
import { formatOne } from '../support/git/ledger.ts'
import { projectWith } from '../support/project/project.ts'
import { writeFiles } from '../support/suite/folder.ts'

const A = spec('allow GET https://a.io/*')
const B = spec('allow GET https://b.io/*')
const APPLY = ['apply', '--yes']
const LEDGER = 'refs/policyctl/ledger/production'
const LOCK = 'refs/policyctl/lock/production'

/** A clone whose server runs this script for each ref: $1 its name, $2 old, $3 new. */
async function serverWith(script: string) {
  const project = await projectWith({ files: { a: A } })
  const bare = project.remote.url.replace('file://', '')
  const hook = join(bare, 'hooks/update')
  writeFiles(bare, { 'hooks/update': `#!/bin/sh\n${script}\n` })
  chmodSync(hook, 0o755)
  const { root } = project
  return {
    project,
    root,
    bare,
    allowAll: () => rmSync(hook),
    refs: () => git(root, 'ls-remote', 'origin', 'refs/policyctl/*'),
  }
}

test('all of our refs: 4 in its words, before anything is written', async () => {
  const { project, root, refs } = await serverWith(
    'case "$1" in refs/policyctl/*) echo "no such refs here" >&2; exit 1;; esac',
  )
  const result = await project.runIn(root, APPLY)
  expect([result.status, result.stderr]).toEqual([4, expect.stringContaining('error remote-refused')])
  expect(result.stderr).toContain(`did not take ${LOCK}`)
  expect(result.stderr).toContain('no such refs here')
  expect([await project.live(), refs()]).toEqual([{}, ''])
})

test('a right that is lost after the lock was taken: what was written stays known, and the next apply goes on', async () => {
  const { project, root, refs, allowAll } = await serverWith(
    `case "$1" in ${LEDGER}) echo "right lost" >&2; exit 1;; esac`,
  )
  const result = await project.runIn(root, APPLY)
  expect([result.status, result.stderr]).toEqual([4, expect.stringContaining(`did not take ${LEDGER}`)])
  expect(result.stderr).toContain('the lock stays, and records what this run meant to write')
  expect(await project.live()).toEqual({ a: A })
  expect(refs()).toContain(LOCK)
  allowAll()
  expect((await project.runIn(root, ['unlock', '--yes'])).status).toBe(0)
  git(root, 'rm', '-q', 'policies/a.json')
  git(root, 'commit', '-qm', 'Remove a')
  commitFiles(root, policyFiles({ b: B }))
  expect(await project.runIn(root, APPLY)).toMatchObject({ status: 0, stderr: '' })
  expect(await project.live()).toEqual({ b: B })
})

test('deletes of refs: applied and recorded, and told that the target stays locked', async () => {
  const { project, root, refs, allowAll } = await serverWith('case "$3" in *[!0]*) ;; *) exit 1;; esac')
  const result = await project.runIn(root, APPLY)
  expect([result.status, result.stderr]).toEqual([4, expect.stringContaining(`did not delete ${LOCK}`)])
  expect(result.stderr).toContain(`the target stays locked: git push origin --delete ${LOCK}`)
  expect(result.stderr).toContain('the ledger knows what was done, and production stays locked')
  expect(result.stderr).not.toContain('does not know of it')
  expect([await project.live(), refs()]).toEqual([{ a: A }, expect.stringContaining(LEDGER)])
  allowAll()
  git(root, 'push', '-q', 'origin', '--delete', LOCK)
  expect(await project.runIn(root, APPLY)).toMatchObject({ status: 0, stderr: '' })
})

test('nothing but appending, as docs/hooks/pre-receive: a whole life passes it', async () => {
  const project = await projectWith({ files: { a: A } })
  const hook = join(project.remote.url.replace('file://', ''), 'hooks/pre-receive')
  copyFileSync('docs/hooks/pre-receive', hook)
  chmodSync(hook, 0o755)
  const { root } = project
  expect(await project.runIn(root, APPLY)).toMatchObject({ status: 0, stderr: '' })
  commitFiles(root, policyFiles({ a: spec('allow GET,POST https://a.io/*'), b: B }))
  for (const args of [APPLY, ['rollback', '--yes', '--quiet'], ['forget', 'a']])
    expect(await project.runIn(root, args)).toMatchObject({ status: 0, stderr: '' })
  writeFiles(root, { 'policyctl.yaml': configFor({ prod: project.endpoint }) })
  expect(
    await project.runIn(root, ['move-ledger', '--from', 'production'], { target: 'prod' }),
  ).toMatchObject({
    status: 0,
    stderr: '',
  })
})

test('refs that are taken and not shown: 4 before anything is written, whether a ledger is there or not', async () => {
  const { project, root, bare, allowAll } = await serverWith('exit 0')
  allowAll()
  const refs = () => git(bare, 'for-each-ref', '--format=%(refname)', 'refs/policyctl')
  git(bare, 'config', 'uploadpack.hideRefs', 'refs/policyctl')
  const first = await project.runIn(root, APPLY)
  expect([first.status, first.stderr]).toEqual([4, expect.stringContaining('it hides refs/policyctl/*')])
  expect([await project.live(), refs()]).toEqual([{}, ''])
  git(bare, 'config', '--unset', 'uploadpack.hideRefs')
  expect((await project.runIn(root, APPLY)).status).toBe(0)
  git(bare, 'config', 'uploadpack.hideRefs', 'refs/policyctl')
  commitFiles(root, policyFiles({ b: B }))
  const second = await project.runIn(root, APPLY)
  expect([second.status, second.stderr]).toEqual([4, expect.stringContaining('it hides refs/policyctl/*')])
  expect([await project.live(), refs()]).toEqual([{ a: A }, LEDGER])
})

test('a mirror, and a ledger that somebody put back by force: what the remote has is what counts', async () => {
  const { project, root, allowAll } = await serverWith('exit 0')
  allowAll()
  expect((await project.runIn(root, APPLY)).status).toBe(0)
  const first = git(root, 'rev-parse', LEDGER)
  commitFiles(root, policyFiles({ b: B }))
  expect((await project.runIn(root, APPLY)).status).toBe(0)
  git(root, 'push', '-q', '-f', 'origin', `${first}:${LEDGER}`)
  git(root, 'config', 'remote.origin.mirror', 'true')
  const plan = JSON.parse((await project.runIn(root, ['plan', '--format', 'json'])).stdout)
  expect(plan.ledger).toBe(first)
  expect(await project.runIn(root, APPLY)).toMatchObject({
    status: 0,
    stderr: expect.stringMatching(
      /^the ledger 'production' was rewritten on the remote 'origin': it lost .*\n$/,
    ),
  })
  expect(git(root, 'rev-list', '--count', LEDGER)).toBe('2')
})

test('a ledger of format 1 is converted by the next apply, and that is said once', async () => {
  const project = await projectWith({ files: { a: A }, live: { a: A } })
  const { root } = project
  formatOne(root, { policies: { a: A }, endpoint: project.endpoint, commit: git(root, 'rev-parse', 'HEAD') })
  git(root, 'push', '-q', 'origin', LEDGER)
  const first = await project.runIn(root, APPLY)
  expect([first.status, first.stderr]).toEqual([0, expect.stringContaining('the ledger has format 2 now')])
  expect(await project.runIn(root, APPLY)).toMatchObject({ status: 0, stderr: '' })
})
