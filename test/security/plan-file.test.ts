/** A plan file is a cache of a decision, never a permission: whoever can write it gains nothing. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fingerprint } from '../../src/policy/fingerprint.ts'
import { emulator } from '../support/servers/emulator.ts'
import { KEY, projectWithKey } from './project-with-key.ts'

const allow = (resource: string) => ({
  policies: [{ permission: 'allow' as const, operations: ['GET'], resource }],
})
const OPEN = { policies: [{ permission: 'allow' as const, resource: 'https://*' }] }
const text = (name: string, resource: string) =>
  `name: ${name}\nspec:\n  policies:\n    - permission: allow\n      operations: [GET]\n      resource: ${resource}\n`

interface PlanDocument {
  target: { name: string; endpoint: string }
  steps: {
    action: string
    policy: string
    after: unknown
    afterFingerprint: string | null
    [key: string]: unknown
  }[]
  phases: {
    phase: string
    writes: { policy: string; action: string; spec: unknown; fingerprint: string | null }[]
  }[]
  blocked: unknown[]
}

/** Plans `p`, lets somebody at the file, and applies it. @returns how it ended, and what was asked of the API meanwhile. */
async function applyForged(forge: (plan: PlanDocument) => void) {
  const asked: string[] = []
  const api = await emulator({
    apiKey: KEY,
    data: { formatVersion: 1, policies: [{ name: 'other', spec: allow('https://other.example/*') }] },
    onRequest: ({ method, path }) => {
      asked.push(`${method} ${path}`)
      return undefined
    },
  })
  const project = projectWithKey({
    endpoint: `${api.url}/api`,
    keyIn: 'variable',
    files: { 'policies/p.yaml': text('p', 'https://p.example/*') },
  })
  const planned = await project.run(['plan', '--out', 'plan.json'])
  expect(planned.status).toBe(0)
  const file = join(project.root, 'plan.json')
  const plan = JSON.parse(readFileSync(file, 'utf8')) as PlanDocument
  forge(plan)
  writeFileSync(file, JSON.stringify(plan))
  asked.length = 0
  const result = await project.run(['apply', 'plan.json'])
  return { ...result, asked, live: Object.fromEntries(await api.policies()) }
}

const BEFORE = { other: allow('https://other.example/*') }
const AFTER = { ...BEFORE, p: allow('https://p.example/*') }

test('a plan that nobody touched is applied', async () => {
  const { status, live } = await applyForged(() => undefined)
  expect(status).toBe(0)
  expect(live).toEqual(AFTER)
})

describe('a name that would reach another path: nothing is asked of the API', () => {
  test.each([['../agents'], ['%2e%2e%2fagents'], ['..'], ['a/b'], ['P'], ['ｐ'], ['p\n'], ['p?x=1'], ['']])(
    '%j',
    async (name) => {
      const { status, asked, live } = await applyForged(({ steps, phases }) => {
        for (const step of steps) step.policy = name
        for (const { writes } of phases) for (const write of writes) write.policy = name
      })
      expect(status).toBe(4)
      expect(asked).toEqual([])
      expect(live).toEqual(BEFORE)
    },
  )
})

describe('steps that the files do not ask for are not done', () => {
  test.each<[string, (plan: PlanDocument) => void]>([
    [
      'another spec, its fingerprint made to fit',
      ({ steps, phases }) => {
        for (const step of steps) Object.assign(step, { after: OPEN, afterFingerprint: fingerprint(OPEN) })
        for (const { writes } of phases)
          for (const write of writes) Object.assign(write, { spec: OPEN, fingerprint: fingerprint(OPEN) })
      },
    ],
    [
      'another policy',
      ({ steps }) => {
        const [step] = steps
        if (step !== undefined)
          steps.push({ ...step, policy: 'evil', after: OPEN, afterFingerprint: fingerprint(OPEN) })
      },
    ],
    [
      'a delete of what is not ours',
      ({ steps, phases }) => {
        const before = BEFORE.other
        steps.push({
          ...steps[0],
          action: 'delete',
          policy: 'other',
          file: null,
          before,
          beforeFingerprint: fingerprint(before),
          after: null,
          afterFingerprint: null,
        })
        phases.push({
          phase: 'release',
          writes: [{ policy: 'other', action: 'delete', spec: null, fingerprint: null }],
        })
      },
    ],
    [
      'another workspace',
      ({ target }) => {
        target.endpoint = 'https://evil.example/api'
      },
    ],
  ])('%s', async (_name, forge) => {
    const { status, asked, live } = await applyForged(forge)
    expect([1, 3, 4]).toContain(status)
    expect(asked.filter((call) => !call.startsWith('GET'))).toEqual([])
    expect(live).toEqual(BEFORE)
  })
})

test('writes in the plan that its steps do not have are not done', async () => {
  const { live } = await applyForged(({ phases }) => {
    phases.push({
      phase: 'release',
      writes: [{ policy: 'evil', action: 'create', spec: OPEN, fingerprint: fingerprint(OPEN) }],
    })
    for (const { writes } of phases)
      for (const write of writes)
        if (write.policy === 'p') Object.assign(write, { spec: OPEN, fingerprint: fingerprint(OPEN) })
  })
  expect([BEFORE, AFTER]).toContainEqual(live)
})
