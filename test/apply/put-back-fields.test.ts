/** Fields that the schema does not know come back with the old spec: whoever they kept out stays out. */
import { expect, test } from 'vitest'
import type { Spec } from '../../src/policy/policy.ts'
import { odd, spec } from '../support/builders/specs.ts'
import { type FakeStoreOptions, failure } from '../support/servers/fake-store.ts'
import { at, type FakeRun, runOnFakeStore } from './run-on-fake-store.ts'

const LIVE = odd({
  policies: [{ permission: 'allow', operations: ['GET'], resource: 'https://a.example/*', subjects: ['x'] }],
  audience: 'staff',
})
const BARE = spec('allow GET https://a.example/*')
const dropTags = (sent: Spec): Spec => ({
  ...sent,
  policies: sent.policies.map(({ tags: _tags, ...rule }) => rule),
})
const dropTagsAndUnknown = (sent: Spec): Spec => ({
  policies: sent.policies.map(
    ({ permission, operations, resource }) => odd({ permission, operations, resource }) as never,
  ),
})

const scene = (store: FakeStoreOptions): FakeRun => ({
  now: { p: LIVE },
  applied: { p: BARE },
  files: { p: spec('allow POST https://a.example/* #money') },
  overrides: { dropFields: ['p'] },
  store,
})

const LESS =
  ', but without spec.policies[0].subjects, spec.audience, which it had and the schema does not know: look at it by hand now'
const LATER = 'after the write the workspace lacks rule 0 tags (dropped by the server, or changed live since)'

test.each<[string, FakeStoreOptions, string, Spec]>([
  ['seen in the answer', { stores: dropTags }, 'failed 2 the server dropped rule 0 tags', LIVE],
  ['seen in the list', { stores: dropTags, answers: (sent) => sent }, `failed 2 ${LATER}`, LIVE],
  [
    'the answer was lost',
    { stores: dropTags, after: at('replace', failure('lost')) },
    `failed 2 ${LATER}`,
    LIVE,
  ],
  [
    'the server does not take what it showed: access comes first',
    { stores: dropTags, before: at('replace', null, failure('refused', 400)) },
    'failed 3 the server dropped rule 0 tags',
    BARE,
  ],
  [
    'the server drops them too',
    { stores: dropTagsAndUnknown },
    'failed 2 the server dropped rule 0 tags',
    BARE,
  ],
])('%s', async (_what, store, fact, left) => {
  const { told, store: server } = await runOnFakeStore(scene(store))
  const end = `p ${fact}, which made access wider; the old spec was put back`
  expect(told).toEqual([left === LIVE ? end : end + LESS])
  expect(server.world.get('p')).toEqual(left)
})

test('no console, which the server does not show, comes back with them', async () => {
  const route = { name: 'r', approvers: { groups: ['g'] }, delivery: { fallbackToUI: false } }
  const rule = { permission: 'approval_required', operations: ['GET'], resource: 'https://a.example/*' }
  const shown = odd({
    policies: [rule],
    approvals: [{ name: 'r', approvers: { groups: ['g'] }, escalation: 'x' }],
  })
  const sent: Spec[] = []
  await runOnFakeStore({
    now: { p: shown },
    applied: { p: odd({ policies: [rule], approvals: [route] }) },
    files: { p: spec('allow POST https://a.example/* #money') },
    overrides: { dropFields: ['p'] },
    store: {
      stores: (spec) => {
        sent.push(spec)
        return dropTags(spec)
      },
    },
  })
  expect(sent.at(-1)?.approvals).toEqual([
    { name: 'r', approvers: { groups: ['g'] }, escalation: 'x', delivery: { fallbackToUI: false } },
  ])
})
