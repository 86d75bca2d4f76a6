/** A field of a live policy that the schema does not know may be what keeps somebody out. */
import { describe, expect, test } from 'vitest'
import type { Plan } from '../../src/plan/plan.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { spec } from '../support/builders/specs.ts'
import { projectWith } from '../support/project/project.ts'

const RULES = ['deny https://hr.example/salaries*', 'allow GET https://hr.example/*'] as const
const APPLIED = spec(...RULES)
const WANTED = spec(...RULES, 'allow GET https://wiki.example/*')
const [DENY, ALLOW] = APPLIED.policies
const LIVE = { policies: [{ ...DENY, subjects: ['group:interns'] }, ALLOW] } as unknown as Spec

/** Applied once; then the console gives the deny a field, and the files ask for one rule more. */
async function edited() {
  const project = await projectWith({ files: { hr: APPLIED } })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  await project.put('hr', LIVE)
  project.edit({ hr: WANTED })
  return project
}

test('plan names it with its place, and holds the step that would erase it', async () => {
  const { run } = await edited()
  const { status, stdout } = await run('plan', '--format', 'json')
  const plan = JSON.parse(stdout) as Plan
  expect(status).toBe(3)
  expect(plan.unknownFields).toEqual([
    { policy: 'hr', path: 'spec.policies[0].subjects', value: ['group:interns'] },
  ])
  expect(plan.blocked.map(({ policy, guard }) => [policy, guard])).toEqual([['hr', 'unknown-fields']])
  for (const format of ['text', 'markdown'])
    expect((await run('plan', '--format', format)).stdout).toContain('spec.policies[0].subjects')
})

test('apply writes nothing over it, until it is told to let the field go', async () => {
  const { run, live } = await edited()
  expect((await run('apply', '--yes')).status).toBe(3)
  expect(await live()).toEqual({ hr: LIVE })
  const told = await run('apply', '--yes', '--drop-fields=hr')
  expect([told.status, told.stdout]).toEqual([0, expect.stringContaining('lifted by --drop-fields')])
  expect(await live()).toEqual({ hr: WANTED })
})

test('no change by itself: nothing to write, exit 0, and named all the same', async () => {
  const project = await edited()
  project.edit({ hr: APPLIED })
  const { status, stdout } = await project.run('plan', '--exit-code')
  expect(status).toBe(0)
  expect(stdout).toContain('UNKNOWN FIELD   spec.policies[0].subjects in hr')
})

test('written into the file it is kept', async () => {
  const project = await edited()
  project.edit({ hr: { policies: [...LIVE.policies, ...WANTED.policies.slice(2)] } })
  await project.run('apply', '--yes')
  expect((await project.live()).hr?.policies[0]).toEqual(LIVE.policies[0])
})

test('drift, pull, diff and adopt name it too, and none of them takes it for a change', async () => {
  const project = await edited()
  project.edit({ hr: APPLIED })
  const field = { policy: 'hr', path: 'spec.policies[0].subjects', value: ['group:interns'] }
  const drift = JSON.parse((await project.run('drift', '--format', 'json')).stdout)
  expect(drift.unknownFields).toEqual([field])
  const pull = JSON.parse((await project.run('pull', '--format', 'json')).stdout)
  expect(pull).toMatchObject({ pulled: [], unknownFields: [field] })
  const diff = await project.run('diff', 'files', 'live', '--exit-code', '--format', 'json')
  expect([diff.status, JSON.parse(diff.stdout).unknownFields]).toEqual([0, [field]])
  for (const line of ['drift', 'pull', 'diff files live'])
    expect((await project.run(...line.split(' '))).stdout).toContain('spec.policies[0].subjects')
})

test('adopt names it, and what the server has beside spec', async () => {
  const project = await projectWith({ live: { hr: LIVE }, emulator: {} })
  const adopted = JSON.parse((await project.run('adopt', '--all', '--format', 'json')).stdout)
  expect(adopted).toMatchObject({
    unknownFields: [{ policy: 'hr', path: 'spec.policies[0].subjects' }],
    serverOwn: [],
  })
  const other = await projectWith({ live: { hr: APPLIED }, emulator: { faults: 'extra-fields' } })
  const { stdout } = await other.run('adopt', '--all')
  expect(stdout).toContain('beside spec, set by the server and not written to files: createdAt, id')
  expect(stdout).toContain('spec.policies[].x_server in hr')
  expect((await other.run('lint', '--live')).stderr).toContain('createdAt, id')
})

test('what the server itself put there after our write holds nothing, in one write or in two', async () => {
  const swap = (one: string, two: string) => spec(`allow GET ${one}`, `deny GET ${two}`)
  const [x, y] = ['https://x.example/*', 'https://y.example/*']
  const project = await projectWith({
    files: { p: swap(x, y), q: swap(y, x), hr: APPLIED },
    emulator: { faults: 'extra-fields' },
  })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  const done = spec('allow GET https://z.example/*')
  project.edit({ hr: WANTED, p: done, q: done })
  const plan = JSON.parse((await project.run('plan', '--format', 'json')).stdout) as Plan
  expect([plan.blocked, plan.unknownFields, plan.phases.length]).toEqual([[], [], 3])
  expect((await project.run('apply', '--yes')).status).toBe(0)
})

test('an edit of such a field is drift, and stays so when something else is applied', async () => {
  const project = await edited()
  project.edit({ hr: APPLIED, wiki: WANTED })
  const found = async () => {
    const { status, stdout } = await project.run('drift', '--exit-code', '--format', 'json')
    return [status, JSON.parse(stdout).changes]
  }
  const change = {
    policy: 'hr',
    kind: 'changed',
    fields: [{ path: 'spec.policies[0].subjects', before: null, after: ['group:interns'] }],
    direction: 'same',
    outcome: 'left-alone',
  }
  expect(await found()).toEqual([2, [change]])
  expect((await project.run('apply', '--yes')).status).toBe(0)
  expect(await found()).toEqual([2, [change]])
  expect((await project.run('drift')).stdout).toContain('its effect on access is unknown')
})

const ROUTE = { name: 'r', approvers: { groups: ['fin'] }, delivery: { connectors: ['slack'] } }
const RULE = { permission: 'approval_required', resource: 'https://x.example/*' } as const
const routed = (more: object): Spec => ({ policies: [RULE], approvals: [{ ...ROUTE, ...more }] })

describe.each<[string, (value: string) => unknown]>([
  ['spec.generation', (value) => ({ ...routed({}), generation: value })],
  ['spec.policies[0].when', (value) => ({ ...routed({}), policies: [{ ...RULE, when: value }] })],
  ['spec.approvals[0].quorum', (value) => routed({ quorum: value })],
  ['spec.approvals[0].approvers.not', (value) => routed({ approvers: { ...ROUTE.approvers, not: value } })],
  ['spec.approvals[0].delivery.after', (value) => routed({ delivery: { ...ROUTE.delivery, after: value } })],
])('%s', (path, with_) => {
  const live = (value: string): Spec => with_(value) as Spec
  const field = { policy: 'p', path, value: 'one' }

  test('adopted and not applied: drift and diff name it, and no access differs by it', async () => {
    const project = await projectWith({ live: { p: live('one') }, bound: { p: ['bot'] } })
    expect((await project.run('adopt', '--all')).status).toBe(0)
    const drift = JSON.parse((await project.run('drift', '--format', 'json')).stdout)
    expect(drift).toMatchObject({ changes: [], access: [], unknownFields: [field] })
    for (const sides of [['files', 'live'], ['live']]) {
      const { status, stdout } = await project.run('diff', ...sides, '--exit-code', '--format', 'json')
      expect(JSON.parse(stdout)).toMatchObject({ changes: [], access: [], unknownFields: [field] })
      expect(status).toBe(0)
    }
  })

  test('applied beside it: a change of it is drift, and a step that erases it is held', async () => {
    const project = await projectWith({
      files: { p: routed({}) },
      live: { p: live('one') },
      bound: { p: ['bot'] },
    })
    expect((await project.run('apply', '--yes')).status).toBe(0)
    await project.put('p', live('two'))
    const drift = await project.run('drift', '--exit-code', '--format', 'json')
    expect([drift.status, JSON.parse(drift.stdout).changes]).toEqual([
      2,
      [
        {
          ...{ policy: 'p', kind: 'changed', direction: 'same', outcome: 'left-alone' },
          fields: [{ path, before: 'one', after: 'two' }],
        },
      ],
    ])
    project.edit({ p: { ...routed({}), policies: [RULE, { ...RULE, permission: 'deny' }] } })
    const plan = await project.run('plan', '--format', 'json')
    expect([plan.status, JSON.parse(plan.stdout).blocked]).toMatchObject([3, [{ guard: 'unknown-fields' }]])
  })
})
