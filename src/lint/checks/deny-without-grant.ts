import { mayMeet } from '../../access/compare/covering.ts'
import type { Pattern } from '../../access/model/pattern.ts'
import { byExtent, encloses, firstIndex, widest } from '../../access/model/pattern-order.ts'
import { selectorsOf } from '../../access/model/selectors.ts'
import type { ParsedPolicy } from '../../parse/parsed-file.ts'
import { keptFor } from '../../policy/kept-for.ts'
import type { Rule, Spec } from '../../policy/policy.ts'
import type { SetCheck } from '../check.ts'
import type { LiveFacts } from '../live-facts.ts'
import { grantsIn } from '../policy-facts.ts'
import { resourceFault } from '../resource/resource-fault.ts'
import { reportAtHead } from '../rule-head.ts'

/**
 * A request that no rule matches is denied anyway, so a deny has an effect only if
 * something is granted. A deny for a host with other grants counts as intended for
 * later; and if no file grants anything, the grants are elsewhere. Policies without a
 * file may grant what is denied here, so the finding does not call the deny useless;
 * with --live they are checked too.
 */
export const check: SetCheck = {
  kind: 'set',
  id: 'deny-without-grant',
  severity: 'info',
  findsLessLive: true,
  *run({ facts, policies, live }) {
    const denying = facts.denying()
    // A live policy that cannot be read may grant anything.
    if (denying.length === 0 || (live?.unreadable?.size ?? 0) > 0) return
    const elsewhere = specsElsewhere(policies, live).flatMap(grantsIn)
    const grants = elsewhere.length === 0 ? facts.grants() : widest([...facts.grants(), ...elsewhere])
    if (grants.length === 0) return
    // Another check reports rules that no request can match.
    for (const policy of denying)
      for (const { rule, pattern } of deniesIn(policy.policy.spec))
        if (!meetsAny(siteOf(pattern), grants) && !isUnreachable(policy.policy.spec.policies[rule]))
          yield reportAtHead(policy, ['spec', 'policies', rule], wordsFor(live))
  },
}

function isUnreachable(rule: Rule | undefined): boolean {
  return rule?.resource ? resourceFault(rule.resource, 'deny')?.check === 'never-matches' : false
}

/** The specs of live policies without a file. A policy with a file will be what the file says. */
function specsElsewhere(policies: readonly ParsedPolicy[], live: LiveFacts | null): readonly Spec[] {
  const own = new Set(policies.map(({ policy }) => policy.name))
  return [...(live?.policies ?? [])].flatMap(([name, spec]) => (own.has(name) ? [] : [spec]))
}

function wordsFor(live: LiveFacts | null): { message: string; hint: string } {
  return live === null
    ? {
        message: 'no policy of these files grants anything on this host',
        hint: 'is the host misspelled? keep the deny where other policies of the workspace grant something there (lint --live looks)',
      }
    : {
        message: 'no policy of these files or of the workspace grants anything on this host',
        hint: 'is the host misspelled? keep the deny if it is meant for later grants',
      }
}

const deniesIn = keptFor((spec: Spec): readonly { rule: number; pattern: Pattern }[] =>
  selectorsOf(spec).rules.flatMap((pattern, rule) =>
    spec.policies[rule]?.permission === 'deny' ? [{ rule, pattern }] : [],
  ),
)

/** A pattern for the whole host if the pattern names one; else the pattern itself. */
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
