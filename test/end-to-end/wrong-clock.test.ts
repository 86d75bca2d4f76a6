/** The clock of this machine is behind the newest commit of the ledger. */
import { expect, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { git } from '../support/git/git.ts'
import { projectWith } from '../support/project/project.ts'
import { runInProcess } from '../support/run/run-in-process.ts'

const FIRST = '2026-11-22T12:00:00Z'
const A = spec('allow GET https://a.example/*')
const B = spec('allow GET https://b.example/*')

async function appliedTwice() {
  const project = await projectWith({ files: { a: A } })
  const at = (now: string, ...args: readonly string[]) =>
    runInProcess([...args, '--target', 'production'], {
      cwd: project.root,
      env: { RUNAGENTS_API_KEY: 'key' },
      world: {
        random: () => 0.5,
        clock: { now: () => new Date(now), elapsed: () => 0, sleep: async () => {} },
      },
    })
  expect((await at('2026-11-20T12:00:00Z', 'apply', '--yes')).status).toBe(0)
  project.edit({ b: B })
  expect((await at(FIRST, 'apply', '--yes')).status).toBe(0)
  return { project, at }
}

test.each([['plan'], ['drift'], ['apply', '--yes'], ['rollback', '--yes']])(
  '%s %s: says it, with both times, and goes on',
  async (...args) => {
    const { project, at } = await appliedTwice()
    const revision = git(project.root, 'rev-parse', 'refs/policyctl/ledger/production').slice(0, 12)
    const run = await at('2026-11-22T09:00:00Z', ...args.filter((arg) => arg !== undefined))
    expect(run.status).toBe(0)
    expect(run.stderr).toContain(
      `the newest commit of the ledger 'production', ${revision}, is dated 2026-11-22T12:00:00.000Z, 3 h ahead of this machine's clock (2026-11-22T09:00:00.000Z): one of the two clocks is wrong; an apply from here would be dated before it`,
    )
  },
)

test('a few minutes are usual, and a ledger of the past is no matter', async () => {
  const { at } = await appliedTwice()
  for (const now of ['2026-11-22T11:55:00Z', '2026-12-22T12:00:00Z'])
    expect((await at(now, 'plan')).stderr).not.toContain('clock')
})

test('no age is made up for a time ahead', async () => {
  const { at } = await appliedTwice()
  const plan = await at('2026-11-22T09:00:00Z', 'plan')
  expect(plan.stdout).toContain('dated 3 h ahead of this clock')
  const rollback = await at('2026-11-19T12:00:00Z', 'rollback', '--yes')
  expect(rollback.stderr).toContain('applied at a time that is 24 h ahead of this clock')
})
