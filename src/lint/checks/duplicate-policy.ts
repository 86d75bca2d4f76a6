import type { ParsedPolicy } from '../../parse/parsed-file.ts'
import { reportAt, type SetCheck } from '../check.ts'

/** A workspace has one policy of a name, so for two of one name it is not clear which one is wanted. */
export const check: SetCheck = {
  kind: 'set',
  id: 'duplicate-policy',
  severity: 'error',
  isLocked: true,
  *run({ policies }) {
    const first = new Map<string, ParsedPolicy>()
    for (const policy of policies) {
      const { name } = policy.policy
      const earlier = first.get(name)
      if (earlier === undefined) first.set(name, policy)
      else {
        const { file, line } = earlier.placeOf(['name'])
        yield reportAt(policy, ['name'], {
          message: `${name} is defined already in ${file}:${line}`,
          hint:
            earlier.namespace === policy.namespace
              ? 'rename or delete one of them'
              : 'namespaces are not sent: rename one of them',
        })
      }
    }
  },
}
