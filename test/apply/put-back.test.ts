import { describe, expect, test } from 'vitest'
import type { Spec } from '../../src/policy/policy.ts'
import { spec } from '../support/builders/specs.ts'
import { failure } from '../support/servers/fake-store.ts'
import { A, at, DENY, type FakeRun, runOnFakeStore, update, WIDER } from './run-on-fake-store.ts'

describe('what is stored is held against what was sent', () => {
  const withTag = spec('allow POST https://a.example/* #money')
  const dropTags = (sent: Spec): Spec => ({
    policies: sent.policies.map(({ tags: _tags, ...rule }) => rule),
  })
  const SEEN_LATER =
    'after the write the workspace lacks rule 0 tags (dropped by the server, or changed live since)'
  test.each<[string, FakeRun, readonly string[], Spec]>([
    [
      'a dropped field that makes access wider: the old spec is put back',
      { now: { p: A }, files: { p: withTag }, store: { stores: dropTags } },
      ['p failed 2 the server dropped rule 0 tags, which made access wider; the old spec was put back'],
      A,
    ],
    [
      'after a create: a deny of nothing',
      { files: { p: withTag }, store: { stores: dropTags } },
      [
        'p failed 2 the server dropped rule 0 tags, which made access wider; a deny of https://policyctl.invalid/* stands in its place',
      ],
      spec('deny https://policyctl.invalid/*'),
    ],
    [
      'narrower: only told',
      {
        now: { p: A },
        files: { p: spec('deny POST https://a.example/* #money') },
        store: { stores: dropTags },
      },
      ['p failed 1 the server dropped rule 0 tags'],
      spec('deny POST https://a.example/*'),
    ],
    [
      'the server answers one thing and stores another: seen in the list',
      { now: { p: A }, files: { p: withTag }, store: { stores: dropTags, answers: (sent) => sent } },
      [`p failed 2 ${SEEN_LATER}, which made access wider; the old spec was put back`],
      A,
    ],
    [
      'the answer was lost too',
      {
        now: { p: A },
        files: { p: withTag },
        store: { stores: dropTags, after: at('replace', failure('lost')) },
      },
      [`p failed 2 ${SEEN_LATER}, which made access wider; the old spec was put back`],
      A,
    ],
    [
      'what a server adds and does not widen is told',
      {
        now: { p: A },
        files: { p: spec('allow GET https://a.example/x*') },
        store: {
          stores: (sent) => ({
            policies: [...sent.policies, ...spec('deny https://b.example/*').policies],
          }),
        },
      },
      ['p failed 1 the server added rule 1'],
      spec('allow GET https://a.example/x*', 'deny https://b.example/*'),
    ],
    [
      'a server that adds to each write',
      {
        now: { p: A },
        files: { p: spec('allow GET https://a.example/x*') },
        store: {
          stores: (sent) => ({
            policies: [...sent.policies, ...spec('allow DELETE https://b.example/*').policies],
          }),
        },
      },
      [
        'p failed 2 the server adds access to each spec that it stores, also to the old one that was put back: ACCESS IS LEFT WIDER (DELETE https://b.example/*); fix it by hand now, and ask whoever runs the server',
      ],
      spec('allow GET https://a.example/*', 'allow DELETE https://b.example/*'),
    ],
    [
      'a server that adds a method to each write',
      {
        now: { p: A },
        files: { p: spec('allow GET https://a.example/x*') },
        store: {
          stores: (sent) => ({
            policies: sent.policies.map((rule) => ({
              ...rule,
              operations: [...(rule.operations ?? []), 'HEAD'],
            })),
          }),
        },
      },
      [
        'p failed 2 the server adds access to each spec that it stores, also to the old one that was put back: ACCESS IS LEFT WIDER (HEAD https://a.example/*); fix it by hand now, and ask whoever runs the server',
      ],
      spec('allow GET,HEAD https://a.example/*'),
    ],
    [
      'it cannot be put back',
      {
        now: { p: A },
        files: { p: withTag },
        store: {
          stores: dropTags,
          before: at('replace', null, failure('refused', 403), failure('refused', 403)),
        },
      },
      [`p failed 3 ${SEEN_LATER}, which MADE ACCESS WIDER, and it could not be put back: fix it by hand now`],
      dropTags(withTag),
    ],
    [
      'putting back is tried again',
      {
        now: { p: A },
        files: { p: withTag },
        store: { stores: dropTags, before: at('replace', null, failure('unavailable', 500)) },
      },
      ['p failed 3 the server dropped rule 0 tags, which made access wider; the old spec was put back'],
      A,
    ],
    [
      'somebody wrote right after: told, not overwritten',
      {
        now: { p: A },
        files: { p: WIDER },
        store: { before: ({ operation }, world) => void (operation === 'list' && world.set('p', DENY)) },
      },
      [
        'p failed 1 the workspace shows another spec than the one that was written: it differs in rule 0 permission',
      ],
      DENY,
    ],
  ])('%s', async (_what, scene, told, left) => {
    const outcome = await runOnFakeStore(scene)
    expect(outcome.told).toEqual(told)
    expect(outcome.store.world.get('p')).toEqual(left)
    expect(outcome.result.converged).toBe(false)
  })

  test('additions of the server are none of our business', async () => {
    const outcome = await runOnFakeStore({
      ...update,
      store: {
        answers: (sent) =>
          ({ ...sent, id: 1, policies: sent.policies.map((rule) => ({ ...rule, id: 2 })) }) as Spec,
      },
    })
    expect(outcome.told).toEqual(['p applied 1'])
  })
})
