/** The examples of --help do what they say. */
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { command as diff } from '../../src/commands/diff.ts'
import { command as explain } from '../../src/commands/explain.ts'
import { command as whoCan } from '../../src/commands/who-can.ts'
import { git } from '../support/git/git.ts'
import { runCli } from '../support/run/run-cli.ts'
import { emulator } from '../support/servers/emulator.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const examples = [diff, explain, whoCan].flatMap((command) => command.examples.map(([line]) => line))

test.each(examples)('%s', async (line) => {
  const { url } = await emulator()
  const cwd = folderWith()
  cpSync('policies', join(cwd, 'policies'), { recursive: true })
  git(cwd, 'init', '-q', '-b', 'main')
  git(cwd, 'add', '-A')
  git(cwd, 'commit', '-q', '-m', 'Policies')
  writeFiles(cwd, {
    'policyctl.yaml': `version: 1\ntargets: { production: { endpoint: "${url}/api" } }\n`,
    'requests.jsonl':
      '{"method":"GET","url":"https://api.stripe.com/v1/customers","policies":["payments"]}\n',
  })
  const args = line.split(' ').map((word) => word.replace(/^'(.*)'$/, '$1'))
  const result = await runCli(args.slice(1), { cwd, env: { RUNAGENTS_API_KEY: 'k' } })
  expect(result).toMatchObject({ status: 0, stderr: '' })
  expect(result.stdout).not.toBe('')
})
