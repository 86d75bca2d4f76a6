import { mayMeet } from '../../access/compare/covering.ts'
import { type Pattern, parsePattern } from '../../access/model/pattern.ts'
import { normaliseUrl } from '../../access/model/url.ts'
import { reportAt, type SetCheck } from '../check.ts'
import type { LiveFacts } from '../live-facts.ts'
import { placedRulesOf } from '../selectors.ts'

/** The platform denies calls to hosts of no tool, so a rule for such a host grants nothing. */
export const check: SetCheck = {
  kind: 'set',
  id: 'no-tool-matches',
  severity: 'warning',
  needsLive: true,
  *run({ soundPolicies, live }) {
    const hosts = hostsOf(live?.tools ?? [])
    // A workspace without tools is one that is still to be set up.
    if (hosts.length === 0) return
    for (const policy of soundPolicies)
      for (const { rule, path } of placedRulesOf(policy)) {
        // A deny for a tool that is not there yet does no harm.
        if (!rule.resource || rule.permission === 'deny') continue
        const pattern = parsePattern(rule.resource)
        if (hosts.some((host) => mayMeet(pattern, host))) continue
        yield reportAt(policy, [...path, 'resource'], {
          message: 'no tool of the workspace has this host, so such calls are denied whatever policies say',
          hint: 'register the tool, or correct the host',
        })
      }
  },
}

/** Patterns of the tools' hosts. Scheme and port may differ from the tool's; only the host counts. */
function hostsOf(tools: NonNullable<LiveFacts['tools']>): readonly Pattern[] {
  return tools.flatMap(({ baseUrl }) => {
    const [, authority] = /^[^:/]+:\/\/([^/]+)/.exec(normaliseUrl(baseUrl) ?? '') ?? []
    if (authority === undefined) return []
    const host = authority.replace(/:\d+$/, '')
    return ['http', 'https'].flatMap((scheme) =>
      ['/', ':'].map((end) => ({ key: `${scheme}://${host}${end}`, isExact: false, glob: null })),
    )
  })
}
