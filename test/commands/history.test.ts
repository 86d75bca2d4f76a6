import { beforeEach, describe, expect, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { projectWith } from '../support/project/project.ts'
import { runInProcess } from '../support/run/run-in-process.ts'

const READ = spec('allow GET https://a.example/*')
const WRITE = spec('allow https://a.example/*')
const OTHER = spec('allow GET https://b.example/*')

let root: string
let project: Awaited<ReturnType<typeof projectWith>>

/** a reads; then writes; then b comes, whom nobody has; then a's text alone changes. */
beforeEach(async () => {
  project = await projectWith({ files: { a: READ }, bound: { a: ['x'] } })
  root = project.root
  for (const edits of [
    {},
    { a: WRITE },
    { b: OTHER },
    { a: { policies: [...WRITE.policies, ...READ.policies] } },
  ]) {
    if (Object.keys(edits).length > 0) project.edit(edits)
    expect((await project.run('apply', '--yes')).status).toBe(0)
  }
})

async function history(...args: readonly string[]) {
  const { status, stdout, stderr } = await runInProcess(['history', '--target', 'production', ...args], {
    cwd: root,
  })
  return { status, stdout, stderr }
}

async function changesOf(...args: readonly string[]) {
  const { status, stdout } = await history(...args, '--format', 'json')
  expect([status, documentSchema('history')(JSON.parse(stdout))]).toEqual([0, true])
  return JSON.parse(stdout).changes
}

describe('the applies that changed access', () => {
  test('all of them, oldest first; one that changed only the text is none', async () => {
    const changes = await changesOf()
    expect(changes.map(({ policies }: { policies: string[] }) => policies)).toEqual([['a'], ['a'], ['b']])
    expect(changes[1]).toMatchObject({
      commit: expect.stringMatching(/^[0-9a-f]{40}$/),
      pullRequests: [],
      approvals: [],
      access: [{ agents: ['default/x'], direction: 'wider', before: 'deny', after: 'allow' }],
    })
  })

  test.each([
    [['b'], [['b']]],
    [
      ['--agent', 'x'],
      [['a'], ['a']],
    ],
    [['--request', 'POST https://a.example/pay'], [['a']]],
    [['--request', '* https://c.example/*'], []],
    [['a', '--agent', 'default/x', '--request', 'get https://a.example/*'], [['a']]],
  ])('%j', async (args, policies) => {
    expect((await changesOf(...args)).map((one: { policies: string[] }) => one.policies)).toEqual(policies)
  })

  test('only of the requests that were asked for', async () => {
    const [change] = await changesOf('--request', 'POST https://a.example/pay')
    expect(change.access).toMatchObject([{ operations: ['POST'], resource: 'https://a.example/pay' }])
  })

  test('the last line counts changes of access, of which one commit may make several', async () => {
    const two = spec('allow GET https://d.example/*', 'allow PUT https://e.example/*')
    project.edit({ a: { policies: [...WRITE.policies, ...two.policies] } })
    expect((await project.run('apply', '--yes')).status).toBe(0)
    const changes: { access: unknown[] }[] = await changesOf()
    const regions = changes.flatMap(({ access }) => access).length
    expect(regions).toBeGreaterThan(changes.length)
    const { stdout } = await history()
    expect(stdout).toContain(`${regions} changes of access in 4 commits; the ledger has 5 commits\n`)
  })

  test('text and CSV say the same', async () => {
    const { stdout } = await history('--request', 'POST https://a.example/pay')
    expect(stdout).toContain('history of production')
    expect(stdout).toContain('pull requests and approvals are not known')
    expect(stdout).toContain('1 change of access in 1 commit; the ledger has 4 commits')
    const csv = (await history('--request', 'POST https://a.example/pay', '--format', 'csv')).stdout.split(
      '\n',
    )
    expect(csv[0]).toContain('revision,at,commit,actor,pull requests,approved by,agent,policies,direction')
    expect(csv[0]).toContain(',with tags,without tags,tools,except tools,capabilities,except capabilities')
    expect(csv[1]).toContain(',default/x,a,wider,deny,allow,,,POST,,https://a.example/pay,')
  })

  test.each([
    [['nobody'], "policy-unknown: the ledger 'production' never had a policy 'nobody'"],
    [['--agent', 'nobody'], "usage: the ledger 'production' never saw an agent 'nobody'"],
    [['--request', 'POST'], 'usage: --request takes a method and a pattern'],
    [['--request', 'POST a.example'], "usage: 'a.example' is not a URL"],
  ])('%j: 4', async (args, message) => {
    const { status, stderr } = await history(...args)
    expect([status, stderr]).toEqual([4, expect.stringContaining(message)])
  })
})
