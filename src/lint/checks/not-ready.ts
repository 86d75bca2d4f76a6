import { reportAt, type SetCheck } from '../check.ts'

/** The server has the policy and cannot use it, so the policy decides nothing. */
export const check: SetCheck = {
  kind: 'set',
  id: 'not-ready',
  severity: 'warning',
  needsLive: true,
  *run({ soundPolicies, live }) {
    for (const policy of soundPolicies) {
      const message = live?.notReady.get(policy.policy.name)
      if (message === undefined) continue
      yield reportAt(policy, ['name'], {
        message: `the server has it and cannot use it${message === '' ? '' : `: ${message}`}`,
        hint: 'fix what the server names, or ask its operator; until then this policy denies nothing',
        about: [message],
      })
    }
  },
}
