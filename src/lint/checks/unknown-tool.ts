import { didYouMean } from '../../diagnostic/did-you-mean.ts'
import { quoted } from '../../parse/problem.ts'
import { reportAt, type SetCheck } from '../check.ts'
import { placedRoutesOf } from '../selectors.ts'

/** A route for a tool that the workspace does not have is never taken. */
export const check: SetCheck = {
  kind: 'set',
  id: 'unknown-tool',
  severity: 'warning',
  needsLive: true,
  *run({ soundPolicies, live }) {
    const tools = live?.tools ?? []
    // A workspace without tools is one that is still to be set up.
    if (tools.length === 0) return
    const known = new Set(tools.map(({ name }) => name))
    for (const policy of soundPolicies)
      for (const { route, path } of placedRoutesOf(policy))
        for (const [at, wanted] of (route.toolIds ?? []).entries()) {
          if (known.has(wanted)) continue
          const meant = didYouMean(wanted, known)
          yield reportAt(policy, [...path, 'toolIds', at], {
            message: `the workspace has no tool ${quoted(wanted)}`,
            hint: meant === null ? 'register the tool, or name another one' : `did you mean ${meant}?`,
          })
        }
  },
}
