/** A run that ends before it found anything says so where people and later steps look; nothing counts as compared. */
import { expect, test } from 'vitest'
import { actionWorld } from '../support/action/action-world.ts'

const files = (endpoint: string) => ({
  'policyctl.yaml': `version: 1\ntargets: { production: { endpoint: "${endpoint}" } }\n`,
  'policies/a.yaml':
    'name: a\nspec: { policies: [{ permission: allow, operations: [GET], resource: "https://a.example/*" }] }\n',
})

test('inputs and variables that cannot be meant: one message, the exit status, a summary', async () => {
  const world = await actionWorld({ files })
  const { folder, sha } = world.main()
  const table: readonly (readonly [
    RegExp,
    Readonly<Record<string, string>>,
    Readonly<Record<string, string>>,
  ])[] = [
    [/action-input: input working-directory is 'nowhere'/, { 'working-directory': 'nowhere' }, {}],
    [/action-input: input working-directory is '\.\.'/, { 'working-directory': '..' }, {}],
    [/action-input: input working-directory is '\/etc'/, { 'working-directory': '/etc' }, {}],
    [
      /action-input: input working-directory is 'policies\/a\.yaml'/,
      { 'working-directory': 'policies/a.yaml' },
      {},
    ],
    [/action-input: input targets is 'prod\*'/, { targets: 'prod*' }, {}],
    [/action-event: GITHUB_WORKSPACE/, {}, { GITHUB_WORKSPACE: '/nowhere' }],
    [/action-event: GITHUB_API_URL/, {}, { GITHUB_API_URL: 'not an address' }],
  ]
  for (const [message, inputs, env] of table) {
    const result = await world.run({
      workspace: folder,
      sha,
      event: { name: 'push', payload: {} },
      inputs: { command: 'targets', ...inputs },
      env,
    })
    expect(result.status).toBe(4)
    expect(result.log).toMatch(message)
    expect(result.log).not.toContain('internal')
    expect(result.outputs).toEqual({ 'exit-status': '4' })
    expect(result.summary).toMatch(/^## ❌ policyctl could not run\n\n.*\(`action-(input|event)`\)\n\nNext: /)
  }
})

test('a folder without a project is no project without targets', async () => {
  const world = await actionWorld({ files: () => ({ 'README.md': 'nothing\n' }) })
  const result = await world.onMain(world.main(), { command: 'targets', targets: '' })
  expect(result.status).toBe(4)
  expect(result.log).toContain('project-not-found')
})

test('a workspace that cannot be read: access was not compared, and the summary says which', async () => {
  const world = await actionWorld({ files: () => files('http://127.0.0.1:9/api/v1') })
  for (const command of ['apply', 'drift']) {
    const result = await world.onMain(world.main(), { command }, 'schedule')
    expect(result).toMatchObject({ status: 4, outputs: { direction: '', 'exit-status': '4' } })
    expect(result.summary).toMatch(/production: (apply did not run|\*\*not read\*\*)/)
  }
})
