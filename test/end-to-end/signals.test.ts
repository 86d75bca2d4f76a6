/** What signals make of the real process: Ctrl-C once and twice, SIGTERM twice, Ctrl-C at the question. */
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { git } from '../support/git/git.ts'
import { projectWith } from '../support/project/project.ts'
import { terminalWith } from '../support/run/terminal.ts'

const FILES = { a: spec('allow GET https://a.io/*'), b: spec('allow GET https://b.io/*') }
const LEDGER = 'refs/policyctl/ledger/production'

/** An apply that holds its first POST open until `release`, with signals sent from then on. */
async function held() {
  let arrived = (): void => {}
  let release = (): void => {}
  const hasArrived = new Promise<void>((resolve) => {
    arrived = resolve
  })
  const isReleased = new Promise<void>((resolve) => {
    release = resolve
  })
  const project = await projectWith({
    files: FILES,
    emulator: {
      onRequest: async ({ method }) => {
        if (method !== 'POST') return undefined
        arrived()
        await isReleased
        return undefined
      },
    },
  })
  const { root } = project
  onTestFinished(release)
  let signal = (_name: NodeJS.Signals): void => {}
  let heard = (): void => {}
  const saysStopping = new Promise<void>((resolve) => {
    heard = resolve
  })
  const ended = project.runIn(root, ['apply', '--yes'], {
    onStart: (child) => {
      signal = (name) => void child.kill(name)
      child.stderr?.on('data', (text: string) => {
        if (text.includes('stopping:')) heard()
      })
    },
  })
  await hasArrived
  return { project, root, ended, release, saysStopping, signal: (name: NodeJS.Signals) => signal(name) }
}

test('Ctrl-C twice: does not wait for the server, reports, and keeps as pending what was in flight', async () => {
  const { project, root, ended, release, signal, saysStopping } = await held()
  signal('SIGINT')
  // Two that are not fetched yet are one, and one that meets the end of the process ends it.
  await saysStopping
  signal('SIGINT')
  const result = await ended
  expect([result.status, result.signal]).toEqual([1, null])
  expect(result.stdout).toContain('stopped at once; it may or may not have been written')
  expect(result.stdout).toContain('stopped; run it again to finish the job. Target: production.')
  expect(git(root, 'ls-remote', 'origin', 'refs/policyctl/lock/*')).toBe('')
  expect(git(root, 'ls-tree', '-r', '--name-only', LEDGER, 'policies/', 'pending/')).toMatch(
    /^pending\/a\.json/,
  )
  release()
  // In a process too, whose clock is that of the run before.
  const again = await project.runIn(root, ['apply', '--yes'], { onStart: () => {} })
  expect([again.status, again.stderr]).toEqual([0, ''])
  expect(await project.live()).toEqual(FILES)
})

test('SIGTERM twice: finishes what is in flight, like once', async () => {
  const { project, root, ended, release, signal } = await held()
  // So many that at least two are told apart.
  for (let sent = 0; sent < 10; sent += 1) {
    signal('SIGTERM')
    await delay(20)
  }
  release()
  const result = await ended
  expect([result.status, result.signal]).toEqual([0, null])
  expect(result.stdout).toContain('2 applied: production holds what was planned.')
  expect(git(root, 'ls-remote', 'origin', 'refs/policyctl/lock/*')).toBe('')
  expect(await project.live()).toEqual(FILES)
})

test('Ctrl-C at the question: nothing is written, and 1', async () => {
  const project = await projectWith({ files: FILES })
  const { root } = project
  const terminal = terminalWith(['apply', '--target', 'production'], {
    cwd: root,
    env: { RUNAGENTS_API_KEY: 'key' },
  })
  await terminal.shows('Apply 2 changes to production? [y/N]')
  terminal.press('C-c')
  expect(await terminal.shows('status=1')).toContain('Nothing was written to production.')
  expect(await project.live()).toEqual({})
  expect(git(root, 'ls-remote', 'origin', 'refs/policyctl/*')).toBe('')
})

test.each([
  ['a line', ['y', 'Enter'], []],
  ['a line that the answer ends', ['y'], ['Enter']],
  ['several lines, and no after the question', ['y', 'Enter', 'y', 'Enter'], ['n', 'Enter']],
])('keys that were pressed before the question answer nothing: %s', async (_, before, after) => {
  let typed = (): void => {}
  let planning = (): void => {}
  const hasTyped = new Promise<void>((resolve) => {
    typed = resolve
  })
  const isPlanning = new Promise<void>((resolve) => {
    planning = resolve
  })
  const onRequest = async () => {
    planning()
    await hasTyped
    return undefined
  }
  const project = await projectWith({ files: FILES, emulator: { onRequest } })
  const terminal = terminalWith(['apply', '--target', 'production'], {
    cwd: project.root,
    env: { RUNAGENTS_API_KEY: 'key' },
  })
  await isPlanning
  for (const key of before) terminal.press(key)
  await terminal.shows(/^y/m)
  typed()
  await terminal.shows('Apply 2 changes to production? [y/N]')
  for (const key of after) terminal.press(key)
  if (after.length === 0) terminal.press('C-c')
  expect(await terminal.shows('status=1')).toContain('Nothing was written to production.')
  expect(await project.live()).toEqual({})
})
