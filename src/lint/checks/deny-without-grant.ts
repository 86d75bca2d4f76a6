import { mayMeet } from '../../access/covering.ts'
import type { Pattern } from '../../access/pattern.ts'
import { byExtent, encloses, firstIndex, widest } from '../../access/pattern-order.ts'
import { selectorsOf } from '../../access/selectors.ts'
import type { ParsedPolicy } from '../../parse/parsed-file.ts'
import type { SetCheck } from '../check.ts'
import { reportAtHead } from '../rule-head.ts'

/**
 * What no rule matches is denied anyway, so a deny only matters where something
 * is granted. One that stands beside grants for the same host is taken as meant
 * for later; and where no file grants anything, grants stand elsewhere.
 */
export const check: SetCheck = {
  kind: 'set',
  id: 'deny-without-grant',
  severity: 'info',
  *run({ soundPolicies }) {
    const grants = widest(
      soundPolicies.flatMap((policy) => patternsOf(policy, 'grants').map(({ pattern }) => pattern)),
    )
    if (grants.length === 0) return
    for (const policy of soundPolicies)
      for (const { rule, pattern } of patternsOf(policy, 'denies')) {
        if (meetsAny(siteOf(pattern), grants)) continue
        yield reportAtHead(policy, ['spec', 'policies', rule], {
          message: 'no policy of this project grants anything on this host, so this deny changes nothing',
          hint: 'delete it, or correct its host',
        })
      }
  },
}

function patternsOf(
  { policy: { spec } }: ParsedPolicy,
  kind: 'grants' | 'denies',
): readonly { rule: number; pattern: Pattern }[] {
  const { rules: selectors } = selectorsOf(spec)
  return spec.policies.flatMap(({ permission }, rule) => {
    const pattern = selectors[rule]
    return pattern === undefined || (permission === 'deny') !== (kind === 'denies') ? [] : [{ rule, pattern }]
  })
}

/** All of the host where the pattern says which; else the pattern. */
function siteOf(pattern: Pattern): Pattern {
  const [site] = /^[^:/]+:\/\/[^/*]+\//.exec(pattern.key) ?? []
  return site === undefined ? pattern : { key: site, isExact: false, glob: null }
}

/** @param grants sorted, none within another. */
function meetsAny(site: Pattern, grants: readonly Pattern[]): boolean {
  const next = firstIndex(grants.length, (index) => byExtent(grants[index] ?? site, site) >= 0)
  return [grants[next - 1], grants[next]].some(
    (grant) => grant !== undefined && (mayMeet(grant, site) || encloses(grant, site)),
  )
}
