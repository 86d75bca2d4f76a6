/** The example of a small organisation is sound, and is applied to its twelve workspaces in one command. */
import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

function copy(): string {
  const cwd = folderWith()
  cpSync('examples/fleet', cwd, { recursive: true, filter: (path) => !path.endsWith('.policyctl') })
  return cwd
}

const json = async (cwd: string, ...args: readonly string[]) => {
  const { status, stdout } = await runInProcess([...args, '--format', 'json'], { cwd })
  return { status, document: JSON.parse(stdout) }
}

interface OfTarget {
  readonly target: string
  readonly document: Readonly<Record<string, readonly object[]>>
}

test('it is laid out, has no findings, and passes its tests', async () => {
  const cwd = copy()
  expect((await runInProcess(['fmt', '--check'], { cwd })).status).toBe(0)
  const { document } = await json(cwd, 'lint')
  expect(document.targets.flatMap((one: OfTarget) => one.document.findings)).toEqual([])
  expect((await json(cwd, 'test')).status).toBe(0)
})

test('twelve targets of 40 policies, each with what its layers have', async () => {
  const cwd = copy()
  const { document } = await json(cwd, 'render')
  const files = document.targets.flatMap((one: { policies: readonly { file: string }[] }) =>
    one.policies.map(({ file }) => file),
  )
  expect([document.targets.length, new Set(files).size]).toEqual([12, 40])
  const listed = await json(cwd, 'targets')
  expect(listed.document.targets.map(({ policies }: { policies: number }) => policies)).toEqual([
    16, 16, 16, 15, 15, 15, 15, 15, 15, 15, 15, 15,
  ])
})

test('one command applies it to twelve workspaces; then there is nothing left to do', async () => {
  const cwd = copy()
  const applied = await json(cwd, 'apply', '--target', '*', '--yes')
  expect([applied.status, applied.document.targets.length]).toEqual([0, 12])
  const { document } = await json(cwd, 'plan', '--target', '*')
  expect(document.targets.flatMap((one: OfTarget) => one.document.steps)).toEqual([])
  // Answers of live and of files are the same then.
  const held = await json(cwd, 'diff', 'live:support-production', 'target:support-production')
  expect(held.document.changes).toEqual([])
})

test('who may delete without a human, and who approves refunds', async () => {
  const cwd = copy()
  const { document } = await json(
    cwd,
    'who-can',
    'DELETE',
    '*',
    '--target',
    '*-production',
    '--side',
    'files',
  )
  const free = document.targets.flatMap((one: { document: { grants: readonly Grant[] } }) =>
    one.document.grants.filter(({ decision }) => decision === 'allow').flatMap(({ agents }) => agents),
  )
  expect([...new Set(free)].sort()).toEqual(['platform/cleaner-agent', 'support/janitor-agent'])
  const refund = ['explain', 'POST', 'https://api.stripe.com/v1/refunds', '--agent', 'support/care-agent']
  const explained = await json(cwd, ...refund, '--side', 'target:support-production')
  expect(explained.document).toMatchObject({
    decision: 'approval_required',
    route: { approvers: { groups: ['finance-approvers'] } },
  })
})

interface Grant {
  readonly agents: readonly string[]
  readonly decision: string
}

test('the page of one of its targets', async () => {
  const cwd = copy()
  const args = ['map', '--side', 'target:support-production', '--out', 'map.html']
  expect(await runInProcess(args, { cwd })).toMatchObject({ status: 0 })
  expect(existsSync(join(cwd, 'map.html'))).toBe(true)
})
