import { startOf } from '../../diagnostic/place.ts'
import { reportAt, type SetCheck } from '../check.ts'

/** The workspace shows a policy in a form that cannot be read: nobody knows what it allows or denies. */
export const check: SetCheck = {
  kind: 'set',
  id: 'unreadable-live',
  severity: 'warning',
  needsLive: true,
  *run({ policies, live, config }) {
    const files = new Map(policies.map((policy) => [policy.policy.name, policy]))
    for (const [name, fault] of live?.unreadable ?? []) {
      const policy = files.get(name)
      const words = {
        message: `the workspace shows ${name} in a form that cannot be read (${fault}), so nobody knows what it allows`,
        hint: 'fix it live; until then it is neither compared nor written',
        about: [name, fault],
      }
      if (policy !== undefined) yield reportAt(policy, ['name'], words)
      // Without a config there is no file for the finding.
      else if (config !== null) yield { place: startOf(config.file), policy: null, ...words }
    }
  },
}
