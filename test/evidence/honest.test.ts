/** Whatever an honest run does to a ledger, it leaves a statement, and the chain holds. */
import { describe, expect, test } from 'vitest'
import { openEnvelope } from '../../src/evidence/envelope.ts'
import { verifyChain } from '../../src/evidence/verify-chain.ts'
import { ledgerRevision, readLedger } from '../../src/git/ledger.ts'
import { acquireLock } from '../../src/git/lock.ts'
import { moveLedger } from '../../src/git/move-ledger.ts'
import { readChain } from '../../src/git/read-chain.ts'
import { writeLedger } from '../../src/git/write-ledger.ts'
import type { ChainCommit } from '../../src/policy/ledger-record.ts'
import { spec } from '../support/builders/specs.ts'
import { commitFiles, git, repositoryWith } from '../support/git/git.ts'
import { allow, placeIn, writing } from '../support/git/ledger.ts'
import { evidenceBy, keyPair } from '../support/git/signed-ledger.ts'
import { projectWith } from '../support/project/project.ts'
import { twoProjects } from '../support/project/two-projects.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const KEYS = keyPair()
const evidence = evidenceBy(KEYS.signing)

function brokenIn(commits: readonly ChainCommit[]) {
  const verified = verifyChain({ commits, trusted: KEYS.trusted, anchors: [], required: ['signatures'] })
  return verified.flatMap(({ commit, broken }) => broken.map((one) => [commit.said?.deed, one]))
}

test('adopt, apply, rollback, unlock, forget, move-ledger: a statement each, all signed, all true', async () => {
  const A = spec('allow GET https://a.example/*')
  const project = await projectWith({
    files: { a: A },
    live: { m: spec('allow GET https://m.example/*') },
    config: 'evidence: { key: SIGNING_KEY, trusted: [release.pub] }\n',
    bound: { a: ['x'], m: ['y'] },
  })
  writeFiles(project.root, { 'release.pub': KEYS.publicPem })
  project.edit({})
  const run = async (target: string, ...args: readonly string[]) => {
    const options = { cwd: project.root, env: { RUNAGENTS_API_KEY: 'key', SIGNING_KEY: KEYS.pem } }
    const { status, stderr } = await runInProcess([...args, '--target', target], options)
    expect([args, status, status === 0 ? '' : stderr]).toEqual([args, 0, ''])
  }
  await run('production', 'adopt', '--all')
  commitFiles(project.root, {})
  await run('production', 'apply', '--yes')
  project.edit({ a: spec('allow https://a.example/*'), b: A })
  await run('production', 'apply', '--yes')
  await run('production', 'rollback', '--yes')
  const endpoint = `${project.server.url}/api/v1`
  await acquireLock(await placeIn(project.root, { endpoint }), {
    intent: new Map([['c', [null, A]]]),
    nonce: 'n',
    wait: 0,
  })
  await run('production', 'unlock', '--yes')
  await run('production', 'forget', 'm')
  const config = `version: 1\ntargets: { prod: { endpoint: "${endpoint}" } }\nevidence: { key: SIGNING_KEY, trusted: [release.pub] }\n`
  writeFiles(project.root, { 'policyctl.yaml': config })
  commitFiles(project.root, {})
  git(project.root, 'push', '-q', 'origin', 'HEAD')
  await run('prod', 'move-ledger', '--from', 'production')
  await run('prod', 'verify', '--require', 'signatures')
  const place = await placeIn(project.root, { endpoint, target: 'prod' })
  const commits = await readChain(place.repository.git, (await ledgerRevision(place)) ?? '')
  const deeds = commits.map(({ contents }) => {
    const envelope = openEnvelope(contents?.evidence ?? '')
    return typeof envelope === 'string' ? envelope : JSON.parse(String(envelope.payload)).predicate.deed
  })
  expect(deeds).toEqual(['adopt', 'apply', 'apply', 'rollback', 'unlock', 'forget', 'move'])
})

test('a policy that changes hands between two projects: both ledgers hold', async () => {
  const A = spec('allow GET https://a.example/*')
  const { root, run } = await twoProjects({ a: { p: A, q: A }, b: { r: A } })
  for (const project of ['a', 'b'] as const) expect((await run(project, ['apply', '--yes'])).status).toBe(0)
  git(root, 'mv', 'a/policies/p.json', 'b/policies/p.json')
  git(root, 'commit', '-qm', 'Move p')
  git(root, 'push', '-q', 'origin', 'HEAD')
  for (const project of ['b', 'a'] as const) expect((await run(project, ['apply', '--yes'])).status).toBe(0)
  for (const project of ['a', 'b'] as const) {
    const { status, stdout } = await run(project, ['verify', '--format', 'json'])
    expect([status, JSON.parse(stdout).summary.broken]).toEqual([0, 0])
    expect(JSON.parse(stdout).applies.length).toBeGreaterThan(1)
  }
})

describe('beside each other', () => {
  test('a race that was lost is written on top of what came first', async () => {
    const place = await placeIn(repositoryWith({ 'x.txt': 'x' }), { remote: null, evidence })
    await writeLedger(place, writing({ a: allow('https://a.io/*') }))
    const base = await readLedger(place)
    await writeLedger(place, writing({ b: allow('https://b.io/*') }, { base }))
    await writeLedger(place, writing({ a: allow('https://c.io/*') }, { base }))
    const commits = await readChain(place.repository.git, (await ledgerRevision(place)) ?? '')
    expect([commits.length, brokenIn(commits)]).toEqual([3, []])
  })

  test('two ledgers that become one: both histories hold', async () => {
    const root = repositoryWith({ 'x.txt': 'x' })
    const one = await placeIn(root, { remote: null, evidence })
    const desk = await placeIn(root, { remote: null, evidence, target: 'default' })
    await writeLedger(one, writing({ a: allow('https://a.io/*') }))
    await writeLedger(desk, writing({ b: allow('https://b.io/*') }, { at: new Date('2026-11-22T13:00:00Z') }))
    const { revision } = await moveLedger(one, { name: 'default', nonce: 'n' })
    const commits = await readChain(one.repository.git, revision)
    expect([commits.length, brokenIn(commits)]).toEqual([3, []])
    expect(commits.at(-1)?.parents).toHaveLength(2)
  })

  test('SHA-256 repositories', async () => {
    const root = folderWith({ 'x.txt': 'x' })
    git(root, 'init', '-q', '--object-format=sha256')
    commitFiles(root, {})
    const place = await placeIn(root, { remote: null, evidence })
    await writeLedger(place, writing({ a: allow('https://a.io/*') }))
    await writeLedger(place, writing({ b: allow('https://b.io/*') }, { base: await readLedger(place) }))
    const commits = await readChain(place.repository.git, (await ledgerRevision(place)) ?? '')
    expect([commits.length, brokenIn(commits)]).toEqual([2, []])
  })
})
