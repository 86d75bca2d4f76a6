/** Who has which policy is known from agents' configurations, `used_by`, documents or a ledger: answers say which. */
import { expect, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { projectWith } from '../support/project/project.ts'

const A = spec('allow GET https://a.example/*')
const B = spec('allow https://a.example/*')
const QUESTIONS = [
  ['diff', 'live', 'files'],
  ['explain', 'GET', 'https://a.example/', '--side', 'live'],
  ['who-can', 'GET', 'https://a.example/', '--side', 'live'],
] as const

test.each([
  ['config', undefined, " · bindings from agents' configuration"],
  ['used_by', 'hide:config,hide:agents', ' · bindings from used_by'],
])('%s', async (source, faults, words) => {
  const { run } = await projectWith({
    files: { p: B },
    live: { p: A },
    bound: { p: ['etl'] },
    ...(faults === undefined ? {} : { emulator: { faults } }),
    hasGit: false,
  })
  for (const question of QUESTIONS) {
    expect(JSON.parse((await run(...question, '--format', 'json')).stdout).bindings).toBe(source)
    expect((await run(...question)).stdout).toContain(words)
  }
  expect((await run('diff', 'live', 'files', '--format', 'markdown')).stdout).toContain(words)
})

test('documents', async () => {
  const { run } = await projectWith({ files: { p: B }, hasGit: false })
  const { stdout } = await run('who-can', 'GET', 'https://a.example/', '--format', 'json')
  expect(JSON.parse(stdout).bindings).toBe('documents')
})
