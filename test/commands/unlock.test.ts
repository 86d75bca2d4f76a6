import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readLedger } from '../../src/git/ledger.ts'
import { acquireLock } from '../../src/git/lock.ts'
import { footprint, GIT_ENV, git, remoteWith } from '../support/git/git.ts'
import { placeIn, waitingAt } from '../support/git/ledger.ts'
import { runCli } from '../support/run/run-cli.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { terminalWith } from '../support/run/terminal.ts'
import { emulator } from '../support/servers/emulator.ts'
import { folderWith } from '../support/suite/folder.ts'

const CONFIG = 'version: 1\ntargets: { production: { endpoint: "https://x.io/api", apiKeyEnv: PROD_KEY } }\n'

const POLICY =
  '{"name":"a","spec":{"policies":[{"permission":"allow","operations":["GET"],"resource":"https://a.io/*"}]}}'

/** A clone whose target `production` is locked by ada, who was about to open policy a. */
async function lockedClone() {
  const root = remoteWith({ 'policyctl.yaml': CONFIG }).clone()
  const place = await placeIn(root, {
    env: { GITHUB_ACTOR: 'ada\u001b[31m' },
    endpoint: 'https://x.io/api',
    waiting: waitingAt(new Date(Date.now() - 3 * 3_600_000).toISOString()),
  })
  await acquireLock(place, { intent: new Map([['a', [null]]]), nonce: 'n', wait: 0 })
  return { root, place }
}

const UNLOCK = ['unlock', '--target', 'production']

describe('unlock', () => {
  test('--yes: shows holder and age, removes the lock, keeps the intent; needs no key, touches no file', async () => {
    const { root, place } = await lockedClone()
    const before = footprint(root)
    const result = await runCli([...UNLOCK, '--yes'], { cwd: root })
    expect(result).toMatchObject({ status: 0, stderr: '' })
    expect(result.stdout).toMatch(
      /^lock of 'production'\n {2}holder {2}ada\\u\{1b\}\[31m\n {2}age {5}3 h \(since .*\)\n {2}writes {2}a\nremoved; the ledger keeps what that run may have left undone of 1 policy: policyctl apply finishes the job\n$/,
    )
    expect((await readLedger(place))?.pending).toEqual(new Map([['a', [null]]]))
    expect(footprint(root)).toBe(before)
    expect(await runCli([...UNLOCK, '--yes'], { cwd: root })).toMatchObject({
      status: 0,
      stdout: "nobody holds the lock of 'production'\n",
    })
  })

  test('no terminal and no --yes: refused, the lock stays', async () => {
    const { root } = await lockedClone()
    const result = await runCli(UNLOCK, { cwd: root })
    expect(result.status).toBe(4)
    expect(result.stderr).toContain('error confirmation-required')
    expect((await runCli([...UNLOCK, '--yes'], { cwd: root })).stdout).toContain('removed')
  })

  test('on a terminal: asks; no is the default', async () => {
    const { root } = await lockedClone()
    const no = terminalWith(UNLOCK, { cwd: root, columns: 120 })
    await no.shows('Remove the lock? [y/N]')
    no.press('Enter')
    await no.shows('status=1')
    const yes = terminalWith(UNLOCK, { cwd: root, columns: 120 })
    await yes.shows('Remove the lock? [y/N]')
    yes.type('y')
    yes.press('Enter')
    expect(await yes.shows('status=0')).toContain('removed')
  })

  test.each<[string, (root: string) => string]>([
    ['a commit of something else', (root) => git(root, 'rev-parse', 'HEAD')],
    ['a blob', (root) => git(root, 'rev-parse', 'HEAD:policyctl.yaml')],
  ])('%s under the name of the lock: holds up an apply by name, and can be removed', async (_what, oid) => {
    const root = remoteWith({ 'policyctl.yaml': CONFIG, 'policies/a.json': POLICY }).clone()
    git(root, 'push', '-q', 'origin', `${oid(root)}:refs/policyctl/lock/production`)
    const server = await emulator()
    const config = CONFIG.replace('https://x.io/api', `${server.url}/api`)
    writeFileSync(join(root, 'policyctl.yaml'), config)
    const run = (...args: readonly string[]) =>
      runCli([...args, '--target', 'production'], { cwd: root, env: { PROD_KEY: 'key' } })
    const refused = await run('apply', '--yes')
    expect([refused.status, refused.stderr]).toEqual([
      3,
      expect.stringContaining("holds the lock of 'production'\n"),
    ])
    expect(refused.stderr).toContain('policyctl unlock --target production')
    const removed = await run('unlock', '--yes')
    expect(removed).toMatchObject({ status: 0, stderr: '' })
    expect(removed.stdout).toContain(
      'writes  not known: policyctl did not write this ref\nremoved; look at policyctl drift',
    )
    expect(removed.stdout).toContain('  made by ')
    expect(removed.stdout).not.toContain('holder')
    expect((await run('apply', '--yes')).status).toBe(0)
  })

  test('no repository: git-required', async () => {
    const cwd = folderWith({ 'policyctl.yaml': CONFIG })
    const result = await runInProcess(['unlock', '--target', 'production'], { cwd, env: GIT_ENV })
    expect([result.status, result.stderr]).toEqual([4, expect.stringContaining('error git-required')])
  })
})
