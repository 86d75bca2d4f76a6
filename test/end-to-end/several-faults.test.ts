/** An apply to several targets that dies, or whose servers do: what becomes of one target is that target's alone. */
import type { ChildProcess } from 'node:child_process'
import { expect, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { git } from '../support/git/git.ts'
import { projectWithTargets } from '../support/project/several-targets.ts'

const A = spec('allow GET https://a.example/*')
const B = spec('allow GET https://b.example/*')
const ALL = ['--target', '*']
const TARGETS = ['one', 'two', 'three']

interface Ended {
  readonly target: string
  readonly exitStatus: number
  readonly error: { readonly code: string } | null
  readonly document: { readonly results: readonly { readonly status: string }[] } | null
}

const ends = (stdout: string): readonly string[] =>
  JSON.parse(stdout).targets.map(({ target, exitStatus, error, document }: Ended) => {
    const what = error === null ? document?.results.map(({ status }) => status).join() : error.code
    return `${target} ${exitStatus}: ${what}`
  })

test('kill -9 while two of three are written to: each keeps its own lock and intent, and recovers alone', async () => {
  let victim: ChildProcess | null = null
  let died: Promise<unknown> = Promise.resolve()
  const inFlight = new Set<string>()
  const project = await projectWithTargets({
    targets: TARGETS,
    files: { a: A, b: B },
    config: 'rollout: [[one], [two, three]]\n',
    onRequest: async ({ target, method }) => {
      if (method !== 'POST' || target === 'one' || victim === null) return undefined
      inFlight.add(target)
      // Each has sent a write, and none has an answer.
      if (inFlight.size === 2) victim.kill('SIGKILL')
      await died
      return { before: 'drop' }
    },
  })
  const killed = await project.runIn(project.root, ['apply', '--yes', '--quiet', ...ALL], {
    onStart: (child) => {
      victim = child
      died = new Promise((resolve) => child.once('close', resolve))
    },
  })
  victim = null
  expect(killed.signal).toBe('SIGKILL')
  expect(project.refs()).toEqual(['ledger/one', 'lock/three', 'lock/two'])
  expect(await project.live()).toEqual({ one: ['a', 'b'], two: [], three: [] })
  const locked = await project.run('apply', '--yes', '--format', 'json', ...ALL)
  expect([locked.status, ends(locked.stdout)]).toEqual([3, ['one 0: ', 'two 3: locked', 'three 3: locked']])
  expect(await project.run('unlock', '--yes', '--target', 'two')).toMatchObject({ status: 0 })
  expect(project.refs()).toEqual(['ledger/one', 'ledger/two', 'lock/three'])
  const half = await project.run('apply', '--yes', '--format', 'json', ...ALL)
  expect([half.status, ends(half.stdout)]).toEqual([
    3,
    ['one 0: ', 'two 0: applied,applied', 'three 3: locked'],
  ])
  // The intent that the dead run left of the third.
  git(project.root, 'fetch', '-q', 'origin', 'refs/policyctl/lock/three')
  expect(git(project.root, 'ls-tree', '-r', '--name-only', 'FETCH_HEAD')).toContain('pending/a.json')
  await project.run('unlock', '--yes', '--target', 'three')
  const done = await project.run('apply', '--yes', '--format', 'json', ...ALL)
  expect([done.status, ends(done.stdout)]).toEqual([0, ['one 0: ', 'two 0: ', 'three 0: applied,applied']])
  expect(project.refs()).toEqual(['ledger/one', 'ledger/three', 'ledger/two'])
})

test('SIGTERM: the writes in flight of all targets are finished, and it says what is done of each', async () => {
  let [started, release] = [0, (): void => {}]
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  let child: ChildProcess | null = null
  const project = await projectWithTargets({
    targets: TARGETS,
    files: { a: A },
    config: 'rollout: [[one, two], [three]]\n',
    onRequest: async ({ method }) => {
      if (method !== 'POST') return undefined
      started += 1
      if (started === 2) child?.kill('SIGTERM')
      await released
      return undefined
    },
  })
  const result = await project.runIn(project.root, ['apply', '--yes', '--format', 'json', ...ALL], {
    onStart: (process) => {
      child = process
      process.stderr?.on('data', (text: string) => {
        if (text.includes('stopping:')) release()
      })
    },
  })
  expect([result.status, ends(result.stdout)]).toEqual([
    1,
    ['one 0: applied', 'two 0: applied', 'three 1: not-run'],
  ])
  expect(project.refs()).toEqual(['ledger/one', 'ledger/two'])
})

test('a server that loses answers, and one that is gone: the others come to their end, no lock stays', async () => {
  const project = await projectWithTargets({
    targets: TARGETS,
    files: { a: A, b: B },
    onRequest: ({ target, method }) => {
      if (method === 'GET') return undefined
      if (target === 'two') return { after: 'drop' }
      return target === 'three' ? { before: { status: 403, body: { error: 'no' } } } : undefined
    },
  })
  const { status, stdout } = await project.runIn(project.root, ['apply', '--yes', '--format', 'json', ...ALL])
  expect([status, ends(stdout)]).toEqual([
    1,
    [
      'one 0: applied,applied',
      'two 0: applied,applied',
      expect.stringMatching(/^three 1: (?:failed|not-run)/),
    ],
  ])
  expect(await project.live()).toEqual({ one: ['a', 'b'], two: ['a', 'b'], three: [] })
  expect(project.refs().filter((ref) => ref.startsWith('lock/'))).toEqual([])
})
