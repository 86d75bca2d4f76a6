import { quoted } from '../../parse/problem.ts'
import { type PolicyCheck, reportAt } from '../check.ts'
import { placedRulesOf } from '../selectors.ts'
import { someItem } from '../some-item.ts'

/** Names that stay on the machine or inside the cluster; TLS often ends before them. */
const LOCAL =
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|[a-z0-9_-]+|.+\.(?:localhost|local|internal|svc|cluster\.local))$/i

/** The workspace injects credentials into calls, and over http they can be read on the way. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'cleartext-http',
  severity: 'warning',
  mayReport: someItem({
    rule: ({ permission, resource }) =>
      permission !== 'deny' && resource !== undefined && !resource.startsWith('https://'),
  }),
  *run(policy) {
    for (const { rule, path } of placedRulesOf(policy)) {
      if (rule.permission === 'deny') continue
      const [, host] =
        /^http:\/\/([^/?#:*]+|\[[0-9a-f:]+\])(?::\d+)?(?:\/|$)/i.exec(rule.resource ?? '') ?? []
      if (host === undefined || LOCAL.test(host)) continue
      yield reportAt(policy, [...path, 'resource'], {
        message: `calls to ${quoted(host)}, and the credentials in them, travel unencrypted`,
        // A rule that asks for an approval also withholds: rewritten to https, it would leave http:// to
        // some allow.
        hint:
          rule.permission === 'allow'
            ? 'write https:// if the server offers it'
            : 'if the server offers https://, ask for an approval there, and deny this',
      })
    }
  },
}
