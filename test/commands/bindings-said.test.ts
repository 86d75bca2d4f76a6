/** Who has which policy is known from agents' configurations, `used_by`, documents or a ledger: answers say which. */
import { expect, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { projectWith } from '../support/project/project.ts'
import { writeFiles } from '../support/suite/folder.ts'

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

const SUPPOSED =
  'from files; live names no such agent; if it bound the agent as the files do: live decides the same'
const CONFIGURED = "from files · bindings from agents' configuration; live decides"

test.each([
  ['names no agent', {}, 'documents', SUPPOSED],
  ['names another agent', { p: ['crawler'] }, 'documents', SUPPOSED],
  ['names it', { p: ['etl'] }, 'config', `${CONFIGURED} the same`],
  ['gives it another policy', { q: ['etl'] }, 'config', `${CONFIGURED} otherwise: allowed`],
])(
  'a workspace that %s: its decision about an agent of the documents',
  async (_what, bound, source, words) => {
    const { run, root } = await projectWith({ files: { p: A }, live: { p: A, q: B }, bound, hasGit: false })
    writeFiles(root, { 'policies/b.yaml': BINDING })
    const question = ['explain', 'GET', 'https://a.example/', '--agent', 'etl']
    expect((await run(...question)).stdout).toContain(words)
    const { bindings, other } = JSON.parse((await run(...question, '--format', 'json')).stdout)
    expect([bindings, other.bindings]).toEqual([source, source])
  },
)

const BINDING = `apiVersion: platform.ai/v1alpha1
kind: PolicyBinding
metadata: { name: b }
spec: { policyRef: { name: p }, subjects: [{ kind: ServiceAccount, name: etl }] }
`
