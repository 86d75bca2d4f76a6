/** `history --request`: a commit is listed exactly where the plain evaluator decides the request otherwise than before it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide } from '../../src/access/model/decide.ts'
import { historyOf } from '../../src/evidence/history.ts'
import type { ChainCommit } from '../../src/policy/ledger-record.ts'
import { EMPTY_LEDGER } from '../../src/policy/ledger-snapshot.ts'
import type { Policies, Spec } from '../../src/policy/policy.ts'

const METHODS = ['GET', 'POST'] as const
const URLS = ['https://a.io/', 'https://a.io/x', 'https://b.io/x'] as const
const AGENTS = ['default/x', 'default/y'] as const

const rule = fc.record({
  permission: fc.constantFrom('allow' as const, 'deny' as const),
  operations: fc.uniqueArray(fc.constantFrom(...METHODS), { minLength: 1 }),
  resource: fc.constantFrom('https://a.io/*', 'https://a.io/x', 'https://b.io/*', 'https://*'),
})
const spec: fc.Arbitrary<Spec> = fc.record({ policies: fc.array(rule, { minLength: 1, maxLength: 3 }) })
const names = fc.constantFrom('p', 'q', 'r')
const state = fc.record({
  policies: fc.dictionary(names, spec, { noNullPrototype: true }),
  bindings: fc.dictionary(fc.constantFrom(...AGENTS), fc.uniqueArray(names), { noNullPrototype: true }),
})

type State = typeof state extends fc.Arbitrary<infer Value> ? Value : never

function chain(states: readonly State[]): readonly ChainCommit[] {
  return states.map(({ policies, bindings }, index) => {
    const held = { policies: new Map(Object.entries(policies)), bindings: new Map(Object.entries(bindings)) }
    const parents = index === 0 ? [] : [String(index - 1)]
    const contents = { ...EMPTY_LEDGER, ...held }
    return { oid: String(index), parents, contents } as unknown as ChainCommit
  })
}

function decided({ policies, bindings }: State, agent: string, request: { method: string; url: string }) {
  const specs: Policies = new Map(Object.entries(policies))
  const bound = (bindings[agent] ?? []).flatMap((name) => {
    const found = specs.get(name)
    return found === undefined ? [] : [{ name, spec: found }]
  })
  return decide({ ...request, tags: [], tool: null, capability: null }, bound).decision
}

test('for one request of one agent', () => {
  fc.assert(
    fc.property(
      fc.array(state, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(...AGENTS),
      fc.constantFrom(...METHODS),
      fc.constantFrom(...URLS),
      (states, agent, method, url) => {
        const nothing: State = { policies: {}, bindings: {} }
        const request = { method, pattern: url }
        const found = historyOf(chain(states), { names: [], agents: [agent], request })
        const wanted = states.flatMap((one, index) => {
          const [before, after] = [states[index - 1] ?? nothing, one].map((at) =>
            decided(at, agent, { method, url }),
          )
          return before === after ? [] : [{ oid: String(index), before, after }]
        })
        expect(
          found.map(({ commit, access }) => ({
            oid: commit.oid,
            before: access[0]?.before,
            after: access[0]?.after,
          })),
        ).toEqual(wanted)
        for (const { access } of found) {
          expect(access).toHaveLength(1)
          expect(access[0]).toMatchObject({ agents: [agent], operations: [method], witness: { method, url } })
        }
      },
    ),
  )
})
