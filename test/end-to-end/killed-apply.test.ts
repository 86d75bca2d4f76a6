import type { ChildProcess } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { policyFiles } from '../support/builders/project-files.ts'
import { spec } from '../support/builders/specs.ts'
import { commitFiles, git } from '../support/git/git.ts'
import { type Project, projectWith } from '../support/project/project.ts'
import type { DeskRun } from '../support/run/desk.ts'
import { killingGit } from './killing-git.ts'

/** Two mixed changes, so that each is written twice: tightened, then as the files say; and a policy that comes. */
const BEFORE = {
  p: spec('allow https://x.io/*', 'deny https://y.io/*'),
  q: spec('deny https://x.io/*', 'allow https://y.io/*'),
}
const AFTER = { p: spec('allow https://z.io/*'), q: spec('allow https://z.io/*') }
const NEW = { n: spec('allow https://n.io/*') }
const APPLY = ['apply', '--yes', '--quiet']
const LOCK = 'refs/policyctl/lock/production'

/** A workspace that was applied to once, a clone that asks for more, and a way to kill at the nth write. */
async function stageWith() {
  let killAt = Number.POSITIVE_INFINITY
  let victim: ChildProcess | null = null
  let writes = 0
  const project = await projectWith({
    files: BEFORE,
    emulator: {
      onRequest: ({ method }) => {
        if (method === 'GET') return undefined
        writes += 1
        if (writes !== killAt) return undefined
        victim?.kill('SIGKILL')
        return { before: 'drop' }
      },
    },
  })
  const { root } = project
  expect((await project.runIn(root, APPLY)).status).toBe(0)
  commitFiles(root, policyFiles({ ...AFTER, ...NEW }))
  git(root, 'push', '-q')
  return {
    project,
    root,
    killAtWrite: (n: number): DeskRun => {
      killAt = writes + n
      return {
        onStart: (child) => {
          victim = child
        },
      }
    },
  }
}

async function steps(
  project: Project,
  folder: string,
): Promise<{ status: number | null; origins: string[]; blocked: unknown[] }> {
  const { stdout, status } = await project.runIn(folder, ['plan', '--format', 'json'])
  const plan = JSON.parse(stdout)
  return {
    status,
    origins: plan.steps.map(({ origin }: { origin: string }) => origin),
    blocked: plan.blocked,
  }
}

/** Refused while the lock is there, if there is anything to write; unlock, and the rest is nobody's edit, nothing blocked. */
async function recovers(project: Project, folder: string, isDone = false): Promise<void> {
  if (!isDone) {
    const refused = await project.runIn(folder, APPLY)
    expect([refused.status, refused.stderr]).toEqual([3, expect.stringContaining('error locked')])
  }
  const unlocked = await project.runIn(folder, ['unlock', '--yes'])
  expect([unlocked.status, unlocked.stderr]).toEqual([0, ''])
  const { origins, blocked } = await steps(project, folder)
  expect(new Set(origins)).toEqual(origins.length === 0 ? new Set() : new Set(['repository']))
  expect(blocked).toEqual([])
}

const WANTED = { ...AFTER, ...NEW }

describe('kill -9', () => {
  test.each([1, 2, 3, 4])('at write %i: unlock and another run, from another clone, finish', async (nth) => {
    const { project, root, killAtWrite } = await stageWith()
    const killed = await project.runIn(root, APPLY, killAtWrite(nth))
    expect(killed.signal).toBe('SIGKILL')
    const other = project.remote.clone()
    await recovers(project, other)
    expect(await project.runIn(other, APPLY)).toMatchObject({ status: 0, stderr: '' })
    expect(await project.live()).toEqual(WANTED)
    expect((await steps(project, root)).origins).toEqual([])
    expect(
      git(other, 'ls-tree', '-r', '--name-only', 'refs/policyctl/ledger/production', 'policies/', 'pending/'),
    ).not.toContain('pending/')
  })

  test.each([
    ['before the ledger', '*" push "*refs/policyctl/ledger/*'],
    // The lock is taken by a push too, with a commit before the colon.
    ['before the unlock', '*" push "*" :refs/policyctl/lock/production"'],
  ])('%s: unlock and another run finish', async (_stage, pattern) => {
    const { project, root } = await stageWith()
    const killed = await project.runIn(root, APPLY, { env: killingGit(pattern) })
    expect(killed.signal).toBe('SIGKILL')
    expect(await project.live()).toEqual(WANTED)
    await recovers(project, root, true)
    // The killed process had the machine's clock, so its ledger is dated by that.
    expect(await project.runIn(root, APPLY, { time: 'real' })).toMatchObject({ status: 0, stderr: '' })
    expect((await project.runIn(root, ['drift', '--exit-code'])).status).toBe(0)
    expect(await project.live()).toEqual(WANTED)
  })

  test('while taking the lock: nothing is locked, nothing was written', async () => {
    const { project, root } = await stageWith()
    const killed = await project.runIn(root, APPLY, { env: killingGit('*" push "*refs/policyctl/lock/*') })
    expect(killed.signal).toBe('SIGKILL')
    expect(git(root, 'ls-remote', 'origin', LOCK)).toBe('')
    expect(await project.live()).toEqual(BEFORE)
    expect((await project.runIn(root, APPLY)).status).toBe(0)
  })

  test('a policy that was created and is no longer wanted leaves no orphan', async () => {
    const { project, root } = await stageWith()
    const killed = await project.runIn(root, APPLY, { env: killingGit('*" push "*refs/policyctl/ledger/*') })
    expect(killed.signal).toBe('SIGKILL')
    await project.runIn(root, ['unlock', '--yes'])
    git(root, 'rm', '-q', 'policies/n.json')
    commitFiles(root, {})
    expect(await project.runIn(root, APPLY)).toMatchObject({ status: 0, stderr: '' })
    expect(await project.live()).toEqual(AFTER)
  })

  test('and an edit by hand after it is still an edit', async () => {
    const { project, root, killAtWrite } = await stageWith()
    await project.runIn(root, APPLY, killAtWrite(2))
    await project.runIn(root, ['unlock', '--yes'])
    await project.put('p', spec('deny https://x.io/*', 'deny https://z.io/*'))
    const { blocked } = await steps(project, root)
    expect(blocked).toEqual([expect.objectContaining({ policy: 'p', guard: 'live-narrowed' })])
  })
})
