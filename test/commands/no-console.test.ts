/**
 * 'No console' and 'the workspace's default' are two things, and a server in Go
 * shows neither: what was applied decides, and nothing is guessed from live.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { DriftDocument } from '../../src/answers/drift.ts'
import type { Plan } from '../../src/plan/plan.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { projectWith } from '../support/project/project.ts'

type Console = boolean | undefined

const specWith = (fallbackToUI: Console, more: object = {}): Spec => ({
  policies: [{ permission: 'approval_required', resource: 'https://pay.example/*' }],
  approvals: [
    {
      name: 'pay',
      approvers: { groups: ['finance'] },
      delivery: { connectors: ['slack'], ...(fallbackToUI === undefined ? {} : { fallbackToUI }) },
      ...more,
    },
  ],
})

async function applied(fallbackToUI: Console, faults = '') {
  const project = await projectWith({ files: { pay: specWith(fallbackToUI) }, emulator: { faults } })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  const json = async (...line: readonly string[]) =>
    JSON.parse((await project.run(...line, '--format', 'json')).stdout)
  return { ...project, json }
}

const CHANGES: readonly (readonly [Console, Console, string, string])[] = [
  [true, false, 'console', 'no console'],
  [false, true, 'no console', 'console'],
  [true, undefined, 'console', "console by the workspace's default"],
  [false, undefined, 'no console', "console by the workspace's default"],
  [undefined, false, "console by the workspace's default", 'no console'],
]

test.each(CHANGES)('%s → %s is a step, told in words, and done once', async (from, to, before, after) => {
  for (const faults of ['', 'keep-false']) {
    const project = await applied(from, faults)
    project.edit({ pay: specWith(to) })
    const plan = (await project.json('plan')) as Plan
    expect(plan.steps.map(({ origin, direction }) => [origin, direction])).toEqual([
      ['repository', 'rerouted'],
    ])
    for (const format of ['text', 'markdown']) {
      const text = (await project.run('plan', '--format', format)).stdout.replaceAll('`', '')
      expect(text).toContain(`by slack, ${before}`)
      expect(text).toContain(`by slack, ${after}`)
    }
    expect((await project.run('apply', '--yes')).status).toBe(0)
    expect(((await project.json('plan')) as Plan).steps).toEqual([])
    expect(((await project.json('drift')) as DriftDocument).changes).toEqual([])
  }
})

test('a server that leaves false out shows no change: not in plan, drift, pull, or diff against live', async () => {
  const project = await applied(false)
  expect((await project.live()).pay?.approvals?.[0]?.delivery).toEqual({ connectors: ['slack'] })
  for (const line of ['plan', 'drift', 'diff files live', 'diff live files'])
    expect((await project.run(...line.split(' '), '--exit-code')).status, line).toBe(0)
  expect(await project.json('diff', 'live', 'files')).toMatchObject({ changes: [], access: [] })
  expect(await project.json('pull')).toMatchObject({ pulled: [] })
})

test('an edit of the route elsewhere is that edit alone: pulling it keeps what live does not show', async () => {
  const project = await applied(false)
  await project.put('pay', specWith(undefined, { defaultDuration: '1h' }))
  const [change] = ((await project.json('drift')) as DriftDocument).changes
  expect(change?.fields.map(({ path }) => path)).toEqual(['route pay defaultDuration'])
  expect((await project.run('pull')).status).toBe(0)
  const text = readFileSync(join(project.root, 'policies/pay.json'), 'utf8')
  expect(text).toContain('1h')
  expect(text).toMatch(/fallbackToUI"?: ?false/)
})

test('a true that is gone live is drift, and so is a false that a server shows', async () => {
  const gone = await applied(true)
  await gone.put('pay', specWith(undefined))
  expect(((await gone.json('drift')) as DriftDocument).changes).toHaveLength(1)
  const shown = await applied(undefined, 'keep-false')
  await shown.put('pay', specWith(false))
  expect(((await shown.json('drift')) as DriftDocument).changes).toHaveLength(1)
})

test('a step that is left out stays to be done', async () => {
  const project = await applied(undefined)
  project.edit({ pay: specWith(false), other: specWith(true) })
  expect((await project.run('apply', '--yes', '--only', 'other')).status).toBe(0)
  expect(((await project.json('plan')) as Plan).steps.map(({ policy }) => policy)).toEqual(['pay'])
})

test('files and revisions differ in it', async () => {
  const project = await applied(true)
  project.edit({ pay: specWith(false) })
  const { changes } = await project.json('diff', 'git:HEAD~1')
  expect(changes[0].fields.map(({ path }: { path: string }) => path)).toEqual(['route pay delivery'])
  expect((await project.run('diff', 'git:HEAD~1')).stdout).toContain(
    'by slack, console → by slack, no console',
  )
})
