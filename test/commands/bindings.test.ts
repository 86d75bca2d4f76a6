/** Who has what is read from the agents themselves, where that can be done. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Plan } from '../../src/plan/plan.ts'
import { spec } from '../support/builders/specs.ts'
import { projectWith } from '../support/project/project.ts'
import { writeFiles } from '../support/suite/folder.ts'

const READ = spec('allow GET https://hr.example/*')
const BLOCK = spec('deny https://hr.example/salaries*')

function policy(name: string, of: object) {
  return { name, spec: of }
}

/** The list says that `etl` uses `block`; its own configuration says that it does not, and `old` is gone. */
const DATA = {
  formatVersion: 1,
  policies: [policy('block', BLOCK), policy('read', READ)],
  bindings: [
    { policy: 'read', agent: 'etl' },
    { policy: 'ghost', agent: 'etl' },
  ],
  usedBy: [
    { policy: 'block', agent: 'etl' },
    { policy: 'block', agent: 'old' },
  ],
}

function bindingFile(agent: string, name: string): string {
  return JSON.stringify({
    apiVersion: 'platform.ai/v1alpha1',
    kind: 'PolicyBinding',
    metadata: { name: `${agent}-${name}` },
    spec: { policyRef: { name }, subjects: [{ kind: 'ServiceAccount', name: agent }] },
  })
}

async function applied(data: object = DATA, faults = '') {
  const project = await projectWith({ files: { block: BLOCK, read: READ }, emulator: { data, faults } })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  return project
}

test('plan decides by what agents have, and says so; a policy that nobody has is told', async () => {
  const project = await applied()
  project.edit({ read: spec('allow https://hr.example/*') })
  const { stdout } = await project.run('plan', '--format', 'json')
  const plan = JSON.parse(stdout) as Plan
  expect(plan.bindings).toBe('config')
  // With the deny that used_by claims, salaries would stay shut.
  expect(plan.access.map(({ agents, exceptResources }) => [agents, exceptResources])).toEqual([
    [['default/etl'], []],
  ])
  const text = (await project.run('plan')).stdout
  expect(text).toContain("bindings from agents' configuration")
  expect(text).toContain(
    'BINDINGS   etl is bound to ghost, and there is no such policy: this binding has no effect',
  )
  expect(text).toContain('BINDINGS   used_by still names old')
})

test('a delete is not held by agents that no longer have the policy, in plan and in deed', async () => {
  const project = await applied()
  project.edit({ block: null })
  expect((await project.run('plan')).status).toBe(0)
  expect((await project.run('apply', '--yes')).status).toBe(0)
  expect(Object.keys(await project.live())).toEqual(['read'])
})

test('an agent that is given the policy while the plan runs is seen just before the delete', async () => {
  let rebind = async (): Promise<void> => {}
  const project = await projectWith({
    files: { block: BLOCK, read: READ },
    emulator: {
      data: DATA,
      onRequest: async ({ method, path }) => {
        if (method === 'GET' && path.endsWith('/policies/block')) await rebind()
        return undefined
      },
    },
  })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  project.edit({ block: null })
  rebind = async () => {
    rebind = async () => {}
    await fetch(`${project.server.url}/api/v1/agents/etl/config`, {
      method: 'PUT',
      headers: { authorization: 'Bearer key' },
      body: JSON.stringify({ policies: ['block', 'read'] }),
    })
  }
  const { status, stdout } = await project.run('apply', '--yes')
  expect([status, stdout]).toEqual([1, expect.stringContaining('in use by etl')])
  expect(Object.keys(await project.live())).toEqual(['block', 'read'])
})

test('where configurations cannot be read, used_by counts, and the plan says so', async () => {
  const project = await applied(DATA, 'hide:config')
  project.edit({ block: null })
  const { status, stdout } = await project.run('plan', '--format', 'json')
  const plan = JSON.parse(stdout) as Plan
  expect([status, plan.bindings]).toEqual([3, 'used_by'])
  expect(plan.steps[0]?.usedBy).toEqual(['default/etl', 'default/old'])
})

test('drift tells documents from what agents have, and counts it', async () => {
  const project = await applied()
  writeFiles(project.root, {
    [join('policies', 'b1.json')]: bindingFile('etl', 'block'),
    [join('policies', 'b2.json')]: bindingFile('nobody', 'read'),
  })
  const { status, stdout } = await project.run('drift', '--exit-code', '--format', 'json')
  const document = JSON.parse(stdout)
  expect(status).toBe(2)
  expect(document.changes).toEqual([])
  expect(document.bindingDrift).toEqual({
    missing: [{ agent: 'default/etl', policy: 'block' }],
    extra: [
      { agent: 'default/etl', policy: 'ghost' },
      { agent: 'default/etl', policy: 'read' },
    ],
    dangling: [{ agent: 'default/etl', policy: 'ghost' }],
    idle: [],
    unknownAgents: ['default/nobody'],
  })
  const text = (await project.run('drift')).stdout
  expect(text).toContain('missing   etl block')
  expect(text).toContain('NO SUCH AGENT   nobody')
  expect(text).toMatch(/^live agrees with .*, but agents have other policies than their documents say\n/)
  const markdown = (await project.run('drift', '--format', 'markdown')).stdout
  expect(markdown).not.toContain('No drift')
  expect(markdown).toMatch(/^## No policy of production was edited, but agents have other policies/)
})

test('where configurations cannot be read, nobody is said to have none for certain', async () => {
  const project = await applied({ ...DATA, agents: ['idle'] }, 'hide:config')
  const text = (await project.run('drift')).stdout
  expect(text).toContain(
    'NO POLICY   idle   agents that have none as far as used_by says, which may be out of date',
  )
  expect(text).not.toContain('all their calls are denied')
})

test('a stale document lends no deny: the other side of a diff is bound as live is', async () => {
  const project = await applied()
  writeFiles(project.root, { [join('policies', 'b1.json')]: bindingFile('etl', 'block') })
  project.edit({ read: spec('allow https://hr.example/*') })
  const { stdout } = await project.run('diff', 'live', '--format', 'json')
  const regions = JSON.parse(stdout).access as { agents: string[]; exceptResources: string[] }[]
  expect(regions.map(({ agents, exceptResources }) => [agents, exceptResources])).toEqual([
    [['default/etl'], []],
  ])
})
