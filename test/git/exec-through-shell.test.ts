/** The shell that starts the gits of tests runs them as execFileSync would. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runThroughShell, type ScriptRun } from '../support/suite/exec-through-shell.ts'
import { folderWith } from '../support/suite/folder.ts'

const ENV = { PATH: process.env.PATH ?? '', ODD: 'it\'s "$HOME" `x`\n\\n;' }
const run = (program: string, ...args: readonly string[]): ScriptRun => ({
  cwd: folderWith(),
  program,
  args,
  env: ENV,
})

/** What Node's own way gives. */
function started({ cwd, program, args, env }: ScriptRun) {
  return outcomeOf(() =>
    execFileSync(program, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
  )
}

function outcomeOf(start: () => string): { readonly stdout: string; readonly failure: object | null } {
  try {
    return { stdout: start(), failure: null }
  } catch (error) {
    const { status, stderr, message } = error as { status: number; stderr: string; message: string }
    return { stdout: '', failure: { status, stderr, message } }
  }
}

test.each([
  ['arguments of any kind', () => run('printf', '%s|', "it's", '$HOME', '`x`', 'a\nb', '', '*', 'ä', '\\')],
  ['variables of any kind, and no others', () => run('env')],
  ['the folder', () => run('pwd')],
  ['nothing to read', () => run('cat')],
  ['a status and words of its own', () => run('sh', '-c', 'echo out; echo why >&2; exit 7')],
  ['a long output', () => run('seq', '20000')],
])('%s', (_case, asked) => {
  const of = asked()
  const lines = (text: string): readonly string[] =>
    text.split('\n').filter((line) => !/^(PWD|OLDPWD|_|SHLVL)=/.test(line))
  const { stdout, failure } = outcomeOf(() => runThroughShell(of))
  const { stdout: truth, failure: truly } = started(of)
  expect(lines(stdout).toSorted()).toEqual(lines(truth).toSorted())
  expect(failure).toEqual(truly)
})

test('a folder that is not there fails, and the next run is another one', () => {
  const cwd = join(folderWith(), 'gone')
  expect(() => runThroughShell({ ...run('pwd'), cwd })).toThrow('gone')
  expect(runThroughShell({ cwd: '/', program: 'pwd', args: [], env: ENV })).toBe('/\n')
})
