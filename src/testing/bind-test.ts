/** Finds the policies, the agent and the rule that a test names. An unknown name is a finding, never a silent deny. */

import type { BoundPolicy } from '../access/model/decide.ts'
import { METHODS } from '../access/model/reading.ts'
import { agentsNamed } from '../access/questions/agents-named.ts'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { Place } from '../diagnostic/place.ts'
import type { ExpectedRule, Named, ParsedTest } from '../parse/parsed-test.ts'
import type { TestablePolicies } from './testable-policies.ts'

export interface BoundTest {
  readonly agent: string | null
  /** Each once, sorted by name. */
  readonly bound: readonly BoundPolicy[]
  /** Policies that the agent is bound to and that do not exist: they add no vote. */
  readonly missing: readonly string[]
}

/** @returns the policies that the test is run against, or findings that say why it cannot be run. */
export function bindTest(test: ParsedTest, set: TestablePolicies): BoundTest | readonly Finding[] {
  const { bound, expected } = test
  const agent = bound.kind === 'agent' ? findAgent(bound.agent, set) : null
  const missing = expected.because === null ? [] : ruleFindings(expected.because, set)
  if (agent !== null && typeof agent !== 'string') return [agent, ...missing]
  const names: readonly Named[] =
    bound.kind === 'policies' ? bound.names : namesOf(agent ?? '', bound.agent.place, set)
  const found = names.map((named) => findPolicy(named, set, bound.kind === 'policies'))
  const policies = new Map(
    found.flatMap((item) => (item === null || 'check' in item ? [] : [[item.name, item]])),
  )
  const findings = [
    ...found.flatMap((item) => (item !== null && 'check' in item ? [item] : [])),
    ...missing,
    ...methodFindings(test, [...policies.values()]),
  ]
  if (findings.length > 0) return findings
  return {
    agent,
    bound: [...policies.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    missing: names.flatMap(({ name }, at) => (found[at] === null ? name : [])),
  }
}

function findAgent({ name, place }: Named, { bindings, side }: TestablePolicies): string | Finding {
  const agents = agentsNamed(name, bindings.keys())
  const [only] = agents
  if (only !== undefined && agents.length === 1) return only
  if (agents.length > 1)
    return finding('ambiguous-agent', place, {
      message: `${name} is the name of ${agents.length} agents`,
      hint: `write one of them: ${agents.slice(0, 5).join(', ')}`,
    })
  const bare = [...bindings.keys()].map((agent) => agent.slice(agent.indexOf('/') + 1))
  const meant = didYouMean(name, name.includes('/') ? bindings.keys() : bare)
  return finding('unknown-agent', place, {
    message:
      side === null ? `no PolicyBinding document names the agent ${name}` : `${side} knows no agent ${name}`,
    hint:
      meant === null
        ? `${side === null ? 'add a PolicyBinding document, or ' : ''}name policies instead`
        : `did you mean ${meant}?`,
  })
}

function namesOf(agent: string, place: Place, { bindings }: TestablePolicies): readonly Named[] {
  return (bindings.get(agent) ?? []).map((name) => ({ name, place }))
}

/** A binding to a policy that does not exist adds no vote (null); such a name in a test is a mistake (a finding). */
function findPolicy(
  { name, place }: Named,
  set: TestablePolicies,
  isWritten: boolean,
): BoundPolicy | Finding | null {
  const policy = set.policies.get(name)
  if (policy !== undefined) return policy.policy
  const doubt = set.doubtful.get(name)
  if (doubt !== undefined)
    return finding('doubtful-policy', place, {
      message: `${name} ${doubt}, so its decisions are not known`,
      hint: set.side === null ? 'run policyctl lint and fix the policy first' : `fix it first in ${set.side}`,
    })
  return isWritten ? unknownPolicy({ name, place }, set) : null
}

function unknownPolicy({ name, place }: Named, { policies, side }: TestablePolicies): Finding {
  const meant = didYouMean(name, policies.keys())
  const where = side ?? 'this project'
  return finding('unknown-policy', place, {
    message: `no policy${side === null ? '' : ` of ${side}`} is called ${name}`,
    hint: meant === null ? `name a policy of ${where}` : `did you mean ${meant}?`,
  })
}

export function unknownBinding(
  agent: string,
  missing: readonly string[],
  { place, side }: { readonly place: Place; readonly side: string | null },
): Finding {
  return finding('unknown-policy', place, {
    message: `no rule matches the request, and ${agent} is bound to ${missing.join(', ')}, which ${side === null ? 'no file has' : `${side} does not have`}`,
    hint:
      side === null
        ? 'write the policy, or correct the name in the PolicyBinding document'
        : 'name policies instead, or ask another side',
  })
}

function ruleFindings({ policy, rule, place }: ExpectedRule, set: TestablePolicies): readonly Finding[] {
  const known = set.policies.get(policy)
  if (known === undefined)
    return set.doubtful.has(policy) ? [] : [unknownPolicy({ name: policy, place }, set)]
  const count = known.policy.spec.policies.length
  if (rule < count) return []
  return [
    finding('unknown-rule', place, {
      message: `${policy} has no rule ${rule}`,
      hint: `its rules are ${policy}#0 to ${policy}#${count - 1}`,
    }),
  ]
}

/** Reports a misspelt method: no rule matches it, so a test that expects a deny would pass for the wrong reason. */
function methodFindings(test: ParsedTest, bound: readonly BoundPolicy[]): readonly Finding[] {
  const method = test.request.method.toUpperCase()
  const isNamed = bound.some(({ spec }) =>
    spec.policies.some(({ operations = [] }) => operations.some((name) => name.toUpperCase() === method)),
  )
  const meant = METHODS.includes(method) || isNamed ? null : didYouMean(method, METHODS)
  if (meant === null) return []
  return [
    finding('invalid-request', test.requestPlace, {
      message: `${method} is not a method that HTTP or a rule names`,
      hint: `did you mean ${meant}?`,
    }),
  ]
}

function finding(check: string, place: Place, words: { message: string; hint: string }): Finding {
  return { check, severity: 'error', ...words, ...place, policy: null, fixable: false }
}
