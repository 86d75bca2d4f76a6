/** A repository is opened once a run, and git is asked once for what one process can tell. */
import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { repositoryWith } from '../support/git/git.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

const FILES = {
  'policyctl.yaml': 'version: 1\ntargets: { local: { embedded: .policyctl/local.json } }\n',
  'policies/a.yaml':
    'name: a\nspec: { policies: [{ permission: allow, operations: [GET], resource: "https://a.example/*" }] }\n',
  '.gitignore': '.policyctl/\n',
}

/** A git that writes down what it is asked. */
function listeningGit(): { readonly path: string; readonly asked: () => readonly string[] } {
  const path = process.env.PATH ?? ''
  const real = path.split(delimiter).find((folder) => existsSync(join(folder, 'git'))) ?? ''
  const folder = folderWith()
  const log = join(folder, 'log')
  const bin = folderWith({ git: `#!/bin/sh\necho "$@" >> '${log}'\nexec '${real}/git' "$@"\n` })
  chmodSync(join(bin, 'git'), 0o755)
  return {
    path: `${bin}${delimiter}${path}`,
    asked: () => {
      if (!existsSync(log)) return []
      const lines = readFileSync(log, 'utf8').trim().split('\n')
      rmSync(log)
      return lines.map((line) => line.replace(/^(-c \S+ )+/, ''))
    },
  }
}

/** Of these the question is on standard input. */
const BY_INPUT = /^cat-file --batch/

test.each([
  [['plan', '--target', 'local'], 3],
  [['drift', '--target', 'local'], 3],
  [['diff'], 2],
  [['plan', '--target', 'local', '--config', 'git:HEAD'], 3],
  [['who-can', 'GET', 'https://a.example/*'], 0],
  [['lint'], 0],
  [['test'], 0],
  [['diff', 'dir:policies', 'files'], 0],
])('%j', async (args, most) => {
  const root = repositoryWith(FILES)
  const { path, asked } = listeningGit()
  const run = (...command: string[]) => runInProcess(command, { cwd: root, env: { PATH: path } })
  expect((await run('apply', '--target', 'local', '--yes')).status).toBe(0)
  asked()
  expect((await run(...args)).status).toBe(0)
  const questions = asked()
  const alike = questions.filter((one, index) => !BY_INPUT.test(one) && questions.indexOf(one) !== index)
  expect(alike).toEqual([])
  expect(questions.length).toBeLessThanOrEqual(most)
})

test('an apply asks what the refs are before its lock and under it, and nothing else twice', async () => {
  const root = repositoryWith(FILES)
  const { path, asked } = listeningGit()
  const apply = () =>
    runInProcess(['apply', '--target', 'local', '--yes'], { cwd: root, env: { PATH: path } })
  // Some of them run at the same time.
  const commands = () =>
    asked()
      .map((line) => line.split(' ')[0] ?? '')
      .toSorted()
  const looks = ['rev-parse', 'for-each-ref', 'status']
  expect((await apply()).status).toBe(0)
  const writes = ['unpack-objects', 'update-ref']
  const all = [...looks, 'config', ...writes, 'for-each-ref', ...writes, 'update-ref']
  expect(commands()).toEqual(all.toSorted())
  expect((await apply()).status).toBe(0)
  expect(commands()).toEqual([...looks, 'for-each-ref'].toSorted())
})
