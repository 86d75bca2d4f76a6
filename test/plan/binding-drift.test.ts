import { expect, test } from 'vitest'
import { bindingDriftOf } from '../../src/plan/binding-drift.ts'
import type { Binding } from '../../src/policy/binding.ts'
import { live, spec } from '../support/builders/specs.ts'

function pairs(...texts: readonly string[]): readonly Binding[] {
  return texts.map((text) => {
    const [agent = '', policy = ''] = text.split(' ')
    return { agent, policy }
  })
}

function drift(documents: readonly Binding[], real: readonly Binding[], agents: readonly string[] = []) {
  const named = new Set([...agents, ...real.map(({ agent }) => agent)])
  const source = named.size === 0 ? 'documents' : 'config'
  return bindingDriftOf({
    live: live({ a: spec('deny'), b: spec('deny') }),
    liveBindings: { source, agents: named, pairs: real, configured: named, gone: [] },
    bindings: documents,
  })
}

const NOTHING = { missing: [], extra: [], dangling: [], idle: [], unknownAgents: [] }

test.each<[string, ReturnType<typeof drift>, Partial<typeof NOTHING> | object]>([
  ['the same', drift(pairs('n/x a'), pairs('n/x a')), {}],
  ['the agent has it not', drift(pairs('n/x a', 'n/x b'), pairs('n/x a')), { missing: pairs('n/x b') }],
  ['the agent has more', drift(pairs('n/x a'), pairs('n/x a', 'n/x b')), { extra: pairs('n/x b') }],
  ['of an agent without documents nothing is said', drift([], pairs('n/x a')), {}],
  ['a policy that nobody has', drift([], pairs('n/x a', 'n/x ghost')), { dangling: pairs('n/x ghost') }],
  [
    'an agent that has nothing',
    drift(pairs('n/x a'), [], ['n/x']),
    { missing: pairs('n/x a'), idle: ['n/x'] },
  ],
  ['a document about nobody', drift(pairs('n/y a'), pairs('n/x a')), { unknownAgents: ['n/y'] }],
  ['live names no agent: nobody can tell', drift(pairs('n/x a'), []), {}],
])('%s', (_title, found, expected) => {
  expect(found).toEqual({ ...NOTHING, ...expected })
})
