import { reportAt, type SetCheck } from '../check.ts'

/** The workspace binds no agent to the policy: so far it decides nothing. */
export const check: SetCheck = {
  kind: 'set',
  id: 'unbound-policy',
  severity: 'info',
  needsLive: true,
  *run({ soundPolicies, bindings, live }) {
    const bound = new Set(bindings.map(({ policy }) => policy))
    for (const policy of soundPolicies) {
      const { name } = policy.policy
      const usedBy = live?.usedBy.get(name) ?? null
      if (usedBy === null || usedBy.length > 0 || bound.has(name)) continue
      yield reportAt(policy, ['name'], {
        message: `no agent of the workspace is bound to ${name}`,
        hint: 'bind an agent to it (PUT /agents/NAME/config, or a deploy), or delete the policy',
      })
    }
  },
}
