/** What is written can be read again: adopt and pull know the bound of lint, which refuses more. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commitFiles, repositoryWith } from '../support/git/git.ts'
import { runInProcess } from '../support/run/run-in-process.ts'

const specOf = (rules: number) => ({
  policies: Array.from({ length: rules }, (_, at) => ({
    permission: 'allow',
    operations: ['GET'],
    resource: `https://h${at}.example/*`,
  })),
})
const live = (grown: number): string =>
  JSON.stringify({
    formatVersion: 1,
    policies: [
      { name: 'big', spec: specOf(13_000) },
      { name: 'grown', spec: specOf(grown) },
    ],
    bindings: [],
    agents: [],
    tools: [],
    connectors: [],
  })

test('live policies with more rules than fit into a file that is read are left, and said', async () => {
  const cwd = repositoryWith({
    'policyctl.yaml': 'version: 1\ntargets: { local: { embedded: live.json } }\ndefaultTarget: local\n',
    'live.json': live(2),
  })
  const run = (...args: string[]) => runInProcess([...args, '--format', 'json'], { cwd })
  const adopted = JSON.parse((await run('adopt', '--all')).stdout)
  expect(adopted.adopted).toMatchObject([{ policy: 'grown' }])
  expect(adopted.left).toMatchObject([{ policy: 'big', message: expect.stringContaining('too-large') }])
  commitFiles(cwd, { 'live.json': live(28_000) })
  const before = readFileSync(join(cwd, 'policies/grown.yaml'), 'utf8')
  const pulled = JSON.parse((await run('pull', '--all', '--force')).stdout)
  expect(pulled.pulled).toEqual([])
  expect(pulled.left).toMatchObject([
    { policy: 'big', message: expect.stringContaining('more than 1,048,576 bytes') },
    { policy: 'grown', message: expect.stringContaining('more than 1 MiB') },
  ])
  expect(existsSync(join(cwd, 'policies/big.yaml'))).toBe(false)
  expect(readFileSync(join(cwd, 'policies/grown.yaml'), 'utf8')).toBe(before)
  expect((await runInProcess(['lint'], { cwd })).status).toBe(0)
})
