/** The Action in this process leaves it as it was: other files of tests share it. */
import { expect, test } from 'vitest'
import type { ActionRun } from '../support/action/run-action.ts'
import { runActionInProcess } from '../support/action/run-action-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

const RUN: ActionRun = {
  api: 'http://127.0.0.1:1',
  token: 'token',
  workspace: '',
  sha: '0'.repeat(40),
  event: { name: 'push', payload: {} },
  inputs: { command: 'lint' },
}

test.each([
  ['that ends', (): ActionRun => ({ ...RUN, workspace: folderWith() })],
  [
    'that is refused',
    (): ActionRun => ({ ...RUN, workspace: folderWith(), inputs: { command: 'nonsense' } }),
  ],
  ['whose folder is not there', (): ActionRun => ({ ...RUN, workspace: '/nowhere' })],
])('a run %s', async (_how, run) => {
  const before = { env: process.env, values: { ...process.env }, cwd: process.cwd(), exit: process.exitCode }
  const { write } = process.stdout
  await runActionInProcess(run()).catch(() => {})
  expect(process.env).toBe(before.env)
  expect({ ...process.env }).toEqual(before.values)
  expect([process.cwd(), process.exitCode]).toEqual([before.cwd, before.exit])
  expect(process.stdout.write).toBe(write)
})
