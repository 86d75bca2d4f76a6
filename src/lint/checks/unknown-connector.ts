import { didYouMean } from '../../diagnostic/did-you-mean.ts'
import { quoted } from '../../parse/problem.ts'
import { type Report, reportAt, type SetCheck } from '../check.ts'
import type { LiveFacts } from '../live-facts.ts'
import { placedRoutesOf } from '../selectors.ts'

/** The approval request is sent to a connector that the workspace does not have, so nobody sees it. */
export const check: SetCheck = {
  kind: 'set',
  id: 'unknown-connector',
  severity: 'warning',
  needsLive: true,
  *run({ soundPolicies, live }) {
    const connectors = live?.connectors ?? null
    if (connectors === null) return
    for (const policy of soundPolicies)
      for (const { route, path } of placedRoutesOf(policy))
        for (const [at, wanted] of (route.delivery?.connectors ?? []).entries()) {
          const words = wordsFor(wanted, connectors)
          if (words !== null) yield reportAt(policy, [...path, 'delivery', 'connectors', at], words)
        }
  },
}

/** Words for the fault; null if the connector exists and is switched on. */
function wordsFor(
  wanted: string,
  connectors: NonNullable<LiveFacts['connectors']>,
): Pick<Report, 'message' | 'hint' | 'about'> | null {
  const found = connectors.find(({ id, name }) => id === wanted || name === wanted)
  if (found?.enabled === true) return null
  if (found !== undefined)
    return {
      message: `the connector ${quoted(wanted)} is switched off in the workspace`,
      hint: 'switch it on, or name another one',
      about: ['off'],
    }
  const meant = didYouMean(
    wanted,
    connectors.flatMap(({ id, name }) => [id, name]),
  )
  return {
    message: `the workspace has no connector ${quoted(wanted)}`,
    hint: meant === null ? 'connect it, or name another one' : `did you mean ${meant}?`,
  }
}
