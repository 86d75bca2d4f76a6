import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makePlan } from '../../src/plan/make-plan.ts'
import type { Plan } from '../../src/plan/plan.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { planInput, type Situation } from '../support/builders/plan-input.ts'
import { anySpec, route, spec, withRoutes } from '../support/builders/specs.ts'
import { documentSchema } from '../support/output/document-schema.ts'

const A = spec('allow GET https://a.example/*')
const WIDER = spec('allow https://a.example/*')
const DENY = spec('deny https://a.example/*')

const planned = (situation: Situation) => makePlan(planInput(situation))
const isPlanDocument = documentSchema('plan')

test('steps stand in the order of writing, blocked ones last and without a write', () => {
  const { plan } = planned({
    files: { a: WIDER, b: DENY, c: A },
    now: { a: A, b: A, d: A },
    usedBy: { d: ['default/x'] },
    applied: { a: A, b: A, d: A },
  })
  expect(plan.steps.map(({ action, policy, direction }) => `${action} ${policy} ${direction}`)).toEqual([
    'update b narrower',
    'update a wider',
    'create c wider',
    'delete d narrower',
  ])
  expect(plan.phases.map(({ phase, writes }) => [phase, writes.map(({ policy }) => policy)])).toEqual([
    ['tighten', ['b']],
    ['release', ['a', 'c']],
  ])
  expect(plan.blocked.map(({ policy, guard }) => [policy, guard])).toEqual([['d', 'in-use']])
  expect(plan.summary).toEqual({ create: 1, update: 2, delete: 1, unchanged: 0, unmanaged: 0 })
})

test('access is told for the agents that live shows and those that documents name', () => {
  const { plan } = planned({
    files: { p: WIDER },
    now: { p: A, old: A },
    applied: { p: A },
    usedBy: { p: ['default/x'] },
    bindings: [{ agent: 'default/y', policy: 'p' }],
  })
  expect(plan.access.map(({ agents, direction }) => [agents, direction])).toEqual([
    [['default/x', 'default/y'], 'wider'],
  ])
  expect(plan.unmanaged).toEqual(['old'])
})

test('--only leaves everything else out', () => {
  const { plan } = planned({
    files: { a: A, b: A },
    now: { c: A, d: A },
    applied: { c: A },
    only: ['a', 'd*'],
  })
  expect(plan.steps.map(({ policy }) => policy)).toEqual(['a'])
  expect(plan.unmanaged).toEqual(['d'])
})

describe('leaving blocked steps out', () => {
  const swap: Situation = {
    // The deny of one goes because the allow of the other does, and that is held back.
    files: { guard: spec('allow GET https://z.example/*'), rest: DENY },
    now: {
      guard: spec('deny https://a.example/*', 'allow GET https://z.example/*'),
      rest: DENY,
      user: WIDER,
    },
    applied: {
      guard: spec('deny https://a.example/*', 'allow GET https://z.example/*'),
      rest: DENY,
      user: WIDER,
    },
    usedBy: { guard: ['default/x'], user: ['default/x'] },
    safety: { widening: 'approve' },
  }

  test('the plan as a whole opens nothing', () => {
    const { plan } = planned(swap)
    expect(plan.blocked.map(({ guard }) => guard)).toEqual(['in-use'])
    expect(plan.access).toEqual([])
  })

  test('what is left is judged by what it then means', () => {
    const { plan } = planned({ ...swap, skipBlocked: true })
    expect(plan.blocked.map(({ guard, policy }) => `${guard} ${policy}`)).toEqual([
      'in-use user',
      'widening guard',
    ])
    expect(plan.phases).toEqual([])
  })

  test('a guardrail that breaks only then holds back what lets something through', () => {
    const { plan } = planned({
      ...swap,
      safety: {},
      skipBlocked: true,
      guardrails: [{ name: 'g', on: { resource: 'https://a.example/*' }, never: 'allow' }],
    })
    expect(plan.blocked.map(({ guard, policy }) => `${guard} ${policy}`)).toEqual([
      'in-use user',
      'guardrail guard',
    ])
    expect(plan.phases).toEqual([])
  })
})

test('a temporary loss is what old and new allow and the state between does not', () => {
  const wide = spec('allow https://a.example/*', 'ask POST https://b.example/*')
  const { temporaryLosses, plan } = planned({
    files: {
      p: spec('allow GET https://a.example/x/*', 'allow POST https://a.example/y/*'),
      q: spec('ask POST https://a.example/y/*'),
    },
    now: { p: wide, q: spec('ask POST https://a.example/x/*') },
    usedBy: { p: ['default/x'] },
  })
  expect(plan.phases.map(({ phase }) => phase)).toEqual(['tighten', 'release', 'release'])
  expect(
    temporaryLosses.map(({ agents, operations, resource, before, after }) => ({
      agents,
      operations,
      resource,
      before,
      after,
    })),
  ).toEqual([
    {
      agents: ['default/x'],
      operations: ['GET'],
      resource: 'https://a.example/x/*',
      before: 'allow',
      after: 'deny',
    },
    {
      agents: ['default/x'],
      operations: ['POST'],
      resource: 'https://a.example/y/*',
      before: 'allow',
      after: 'deny',
    },
  ])
})

test('one write for each policy has no temporary loss', () => {
  expect(planned({ files: { p: DENY }, now: { p: A } }).temporaryLosses).toEqual([])
})

test('a rename is told', () => {
  expect(planned({ files: { neu: A }, now: { old: A } }).plan.renames).toEqual([{ from: 'old', to: 'neu' }])
})

test('every plan is a valid document, and has each step once', () => {
  const some = fc.dictionary(fc.constantFrom('a', 'b', 'c'), anySpec, { noNullPrototype: true })
  fc.assert(
    fc.property(some, some, fc.option(some), (files, now, applied) => {
      const { plan } = planned({ files, now, applied, usedBy: { a: ['default/x'], b: ['default/x'] } })
      expect(isPlanDocument(plan), JSON.stringify(isPlanDocument.errors)).toBe(true)
      expect(new Set(plan.steps.map(({ policy }) => policy)).size).toBe(plan.steps.length)
      expect(finalSpecs(plan)).toEqual(wanted(plan))
    }),
    { numRuns: 100 },
  )
})

/** What the last write of each policy leaves. */
function finalSpecs(plan: Plan): Record<string, Spec | null> {
  return Object.fromEntries(
    plan.phases.flatMap(({ writes }) => writes.map(({ policy, spec: sent }) => [policy, sent])),
  )
}

function wanted({ steps, blocked }: Plan): Record<string, Spec | null> {
  const isBlocked = (name: string): boolean =>
    blocked.some(({ policy }) => policy === null || policy === name)
  return Object.fromEntries(
    steps.filter(({ policy }) => !isBlocked(policy)).map(({ policy, after }) => [policy, after]),
  )
}

test('routes alone are a change of access', () => {
  const { plan } = planned({
    files: { p: withRoutes(spec('ask'), route('b')) },
    now: { p: withRoutes(spec('ask'), route('a')) },
  })
  expect(plan.steps[0]?.direction).toBe('rerouted')
  expect(plan.access[0]?.routeAfter?.name).toBe('b')
})
