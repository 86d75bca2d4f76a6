/** What is started through the small shell is what Node would start. */
import childProcess, { type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { chmodSync, rmSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { GIT_ENV, repositoryWith } from '../support/git/git.ts'
import { folderWith } from '../support/suite/folder.ts'
import {
  type LightStarts,
  lightStarts,
  realSpawn,
  startLightly,
} from '../support/suite/spawn-through-shell.ts'

function starts(): LightStarts {
  const started = lightStarts()
  onTestFinished(() => started.end())
  return started
}

/** All that a child came to. */
function outcomeOf(child: ChildProcessWithoutNullStreams, input: string): Promise<object> {
  const said = { stdout: '', stderr: '', error: '' }
  const events: string[] = []
  child.stdout.on('data', (piece) => {
    said.stdout += String(piece)
  })
  child.stderr.on('data', (piece) => {
    said.stderr += String(piece)
  })
  child.on('error', ({ message }) => {
    said.error = message
  })
  child.on('exit', (code, signal) => events.push(`exit ${code} ${signal}`))
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ ...said, events, code, signal }))
  })
}

/** A program called git with these lines. */
function gitThat(script: string): { readonly PATH: string } {
  const bin = folderWith({ git: `#!/bin/sh\n${script}\n` })
  chmodSync(`${bin}/git`, 0o755)
  return { PATH: `${bin}:${process.env.PATH}` }
}

const LARGE = 'x'.repeat(1_000_000)

test.each<[string, { args?: string[]; script?: string; env?: object; input?: string; cwd?: string }]>([
  ['git that prints', { args: ['rev-parse', '--git-dir'] }],
  ['git that says no', { args: ['cat-file', '-e', 'HEAD^{blob}'] }],
  ['git that ends with 129', { args: ['cat-file', '--no-such-option'] }],
  ['git that reads', { args: ['hash-object', '--stdin'], input: 'text' }],
  ['nothing on standard input', { args: ['hash-object', '--stdin'] }],
  ['much, both ways', { script: 'cat', input: LARGE }],
  ['input that nobody reads', { script: 'exit 3', input: LARGE }],
  ['both streams', { script: 'echo out; echo error >&2; exit 7' }],
  ['a signal that ends it', { script: 'kill -TERM $$' }],
  ['one that cannot be caught', { script: 'kill -KILL $$' }],
  [
    'arguments with all that a shell reads',
    { script: 'printf "<%s>" "$@"', args: ["a'b", '$HOME `x` "', '', '\n*'] },
  ],
  ['variables', { script: 'echo "$A|$HOME|$B"', env: { A: "b 'c\n$d", B: '' } }],
  ['no variable besides', { script: 'env | grep -vE "^(PWD|OLDPWD|SHLVL|_)=" | sort' }],
  ['the folder', { script: 'pwd' }],
  ['a folder that is not there', { cwd: '/nowhere' }],
  ['no git', { env: { PATH: '/nowhere' } }],
  ['a variable that a shell cannot set', { script: 'env | grep ODD', env: { 'ODD-NAME': 'a' } }],
])('%s: the same through the shell', async (_case, of) => {
  const { args = [], script = null, env = {}, input = '', cwd = repositoryWith({ a: 'a' }) } = of
  const own = script === null ? {} : gitThat(script)
  const options = { cwd, env: { ...GIT_ENV, ...own, ...env } }
  const [real, light] = [realSpawn('git', args, options), starts().spawn('git', args, options)]
  const [asReal, asLight] = await Promise.all([outcomeOf(real, input), outcomeOf(light, input)])
  expect(asLight).toEqual(asReal)
})

test('twenty at a time are told apart, and end when each does', async () => {
  const { spawn } = starts()
  const numbers = [...Array(20).keys()]
  const env = { ...GIT_ENV, ...gitThat('cat') }
  const outcomes = numbers.map((n) => outcomeOf(spawn('git', [], { cwd: '/', env }), `${n}`))
  expect(await Promise.all(outcomes)).toMatchObject(numbers.map((n) => ({ stdout: `${n}`, code: 0 })))
})

test('one does not wait for another', async () => {
  const { spawn } = starts()
  const held = folderWith()
  const script = `case "$1" in wait) until test -e ${held}/go; do :; done;; esac; touch ${held}/go`
  const env = { ...GIT_ENV, ...gitThat(script) }
  const outcomes = ['wait', 'go'].map((arg) => outcomeOf(spawn('git', [arg], { cwd: '/', env }), ''))
  expect(await Promise.all(outcomes)).toMatchObject([{ code: 0 }, { code: 0 }])
})

test('a folder that goes before the shell is in it: as one that is not there, and the shell goes on', async () => {
  const { spawn } = starts()
  const [folder, env] = [folderWith(), { ...GIT_ENV, ...gitThat('cat') }]
  const child = spawn('git', [], { cwd: folder, env })
  rmSync(folder, { recursive: true })
  const real = realSpawn('git', [], { cwd: folder, env })
  const [asReal, asLight] = await Promise.all([outcomeOf(real, ''), outcomeOf(child, '')])
  expect(asLight).toEqual(asReal)
  expect(asLight).toMatchObject({ error: 'spawn git ENOENT', code: -2 })
  expect(await outcomeOf(spawn('git', [], { cwd: '/', env }), 'a')).toMatchObject({ stdout: 'a', code: 0 })
})

test('only gits of the sources are started lightly, and none when it has ended', async () => {
  const isReal = async (program: string, args: readonly string[]): Promise<boolean> => {
    const child = childProcess.spawn(program, args, { cwd: '/', env: GIT_ENV })
    await outcomeOf(child, '')
    return child instanceof (realSpawn('true').constructor as typeof ChildProcess)
  }
  const ours = ['-c', 'safe.bareRepository=explicit', '--version']
  const end = startLightly()
  const meanwhile = [await isReal('git', ours), await isReal('git', ['--version']), await isReal('sh', [])]
  await end()
  expect(meanwhile).toEqual([false, true, true])
  expect(await isReal('git', ours)).toBe(true)
})
