import { quoted } from '../../parse/problem.ts'
import { isSafeName, usualName } from '../../policy/policy-name.ts'
import { type PolicyCheck, reportAt } from '../check.ts'

/** RFC 1123: labels of letters, digits and '-' with a letter or digit at both ends, joined by dots. */
const KUBERNETES_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/

/** A server that stores policies in Kubernetes would refuse such a name in the middle of an apply. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'unusual-name',
  severity: 'warning',
  mayReport: ({ policy }) => !KUBERNETES_NAME.test(policy.name),
  *run(policy) {
    const { name } = policy.policy
    // A name that cannot be sent at all is an error of its own.
    if (!isSafeName(name) || KUBERNETES_NAME.test(name)) return
    const usual = usualName(name)
    yield reportAt(policy, ['name'], {
      message: `a server on Kubernetes refuses the name ${quoted(name)}`,
      hint: `begin and end each part between dots with a letter or a digit, and use '-' for '_'${usual === '' ? '' : `: ${usual}`}; to the API that is another policy`,
    })
  },
}
