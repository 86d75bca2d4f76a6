import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { runCli } from './support/run/run-cli.ts'
import { runInProcess } from './support/run/run-in-process.ts'
import { folderWith } from './support/suite/folder.ts'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

test('--version: the version of package.json, alone on a line', async () => {
  const result = await runCli(['--version'], { cwd: folderWith() })
  expect(result).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' })
})

test('an unknown flag: refused with status 4', async () => {
  const result = await runCli(['--nonsense'], { cwd: folderWith() })
  expect(result).toMatchObject({ status: 4, stdout: '' })
  expect(result.stderr).toContain("error usage: unknown option '--nonsense'")
})

describe('an option that takes one value, given twice: refused, since the last would win without a word', () => {
  test.each([
    ['lint', ['--config', 'a.yaml', '--config', 'b.yaml']],
    ['lint', ['--format', 'json', '--format', 'text']],
    ['who-can', ['GET', '*', '--side', 'files', '--side', 'live']],
    ['plan', ['--out', 'a.json', '--out', 'b.json']],
    ['apply', ['--yes', '--allow-deletes', '1', '--allow-deletes=4']],
  ])('%s %j', async (command, args) => {
    const cwd = folderWith({
      'policyctl.yaml': 'version: 1\ntargets: { dev: { embedded: d.json }, prod: { embedded: p.json } }\n',
    })
    const { status, stdout, stderr } = await runInProcess([command, ...args], { cwd })
    expect([status, stdout]).toEqual([4, ''])
    expect(stderr).toContain('is given twice')
  })
})

test.each(['plan', 'apply', 'drift', 'pull', 'adopt'])(
  'targets in the config, none chosen, a key in the environment: %s asks nobody, and lists them',
  async (command) => {
    const cwd = folderWith({
      'policyctl.yaml': 'version: 1\ntargets: { dev: { embedded: d.json }, prod: { embedded: p.json } }\n',
    })
    const args = [command, ...({ apply: ['--yes'], adopt: ['--all'] }[command] ?? [])]
    const { status, stdout, stderr } = await runInProcess(args, { cwd, env: { RUNAGENTS_API_KEY: 'sesame' } })
    expect([status, stdout]).toEqual([4, ''])
    expect(stderr).toContain(
      'error target-required: policyctl.yaml has targets and nothing chooses one of them: dev, prod',
    )
  },
)
