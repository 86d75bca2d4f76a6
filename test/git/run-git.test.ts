import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { gitIn } from '../../src/git/run-git.ts'
import { GIT_ENV, git, repositoryWith } from '../support/git/git.ts'
import { folderWith } from '../support/suite/folder.ts'

/** A `git` for PATH that Ctrl-C hits in its first runs, as it hits every process of a terminal. */
function interruptedGit(times: number) {
  const real = git('/', '--exec-path')
  const bin = folderWith({ starts: '' })
  const script = `#!/bin/sh
echo start >>"${bin}/starts"
[ "$(wc -l <"${bin}/starts")" -le ${times} ] && kill -INT $$
exec "${real}/git" "$@"
`
  const program = folderWith({ git: script })
  chmodSync(join(program, 'git'), 0o755)
  return {
    env: { ...GIT_ENV, PATH: `${program}:${process.env.PATH}` },
    starts: () => readFileSync(join(bin, 'starts'), 'utf8').split('\n').length - 1,
  }
}

test.each([
  [0, 0, 1],
  [1, 0, 2],
  [2, 0, 3],
  [3, -1, 3],
])('gitIn: interrupted %i times → status %i after %i starts', async (times, status, starts) => {
  const { env, starts: counted } = interruptedGit(times)
  const output = await gitIn(repositoryWith(), env).attempt(['rev-parse', '--git-dir'])
  expect(output.status).toBe(status)
  expect(counted()).toBe(starts)
  if (status === 0) expect(output.stdout.toString()).toBe('.git\n')
  else expect(output.stderr).toBe('git was killed')
})

test('gitIn: an exit status of git is taken as it is, and not tried again', async () => {
  const { env, starts } = interruptedGit(0)
  const output = await gitIn(repositoryWith(), env).attempt(['cat-file', '-e', 'HEAD'])
  expect([output.status, starts()]).toEqual([128, 1])
})

test.each([
  ['prints nothing', ['cat-file', '-e', 'HEAD'], 0],
  ['says no, and prints nothing', ['config', '--get', 'no.such'], 1],
  ['prints', ['rev-parse', 'HEAD'], 0],
])('gitIn: nothing is waited for after a git that %s', async (_case, args, status) => {
  const folder = repositoryWith({ a: 'a' })
  const git = gitIn(folder, GIT_ENV)
  const timers = vi.spyOn(globalThis, 'setTimeout')
  try {
    expect((await git.attempt(args)).status).toBe(status)
    expect(timers.mock.calls.map(([, wait]) => wait)).toEqual([])
  } finally {
    timers.mockRestore()
  }
})
