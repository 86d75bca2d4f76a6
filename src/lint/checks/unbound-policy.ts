import { didYouMean } from '../../diagnostic/did-you-mean.ts'
import type { ParsedBinding } from '../../parse/parsed-file.ts'
import { type Report, reportAt, type SetCheck } from '../check.ts'

/**
 * A policy and agents that do not find each other: the workspace binds no agent
 * to the policy, so far it decides nothing; or a PolicyBinding is to a policy
 * that is nowhere, and grants nothing.
 */
export const check: SetCheck = {
  kind: 'set',
  id: 'unbound-policy',
  severity: 'info',
  needsLive: true,
  *run(subject) {
    const { soundPolicies, bindings, live } = subject
    const bound = new Set(bindings.map(({ policy }) => policy))
    for (const policy of soundPolicies) {
      const { name } = policy.policy
      const usedBy = live?.usedBy.get(name) ?? null
      if (usedBy === null || usedBy.length > 0 || bound.has(name)) continue
      yield reportAt(policy, ['name'], {
        message: `no agent of the workspace is bound to ${name}`,
        hint: 'give it to an agent (PUT /agents/NAME/config, or a deploy), or delete the policy',
      })
    }
    const known = new Set([
      ...subject.policies.map(({ policy }) => policy.name),
      ...(live?.policies.keys() ?? []),
    ])
    for (const binding of bindings) if (!known.has(binding.policy)) yield toNothing(binding, known)
  },
}

function toNothing({ place, agent, policy }: ParsedBinding, known: ReadonlySet<string>): Report {
  const meant = didYouMean(policy, known)
  return {
    place,
    policy: null,
    message: `${agent} is bound to ${policy}, which is in no file and not in the workspace`,
    hint: meant === null ? 'write the policy, or correct the name' : `did you mean ${meant}?`,
  }
}
