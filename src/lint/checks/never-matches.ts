import type { NodePath } from '../../parse/node.ts'
import type { ParsedPolicy } from '../../parse/parsed-file.ts'
import { grantedPaths, hasCapitals } from '../capitals.ts'
import { type PolicyCheck, type Report, reportAt } from '../check.ts'
import { foreignLetterIn, letterText, looksLike } from '../look-alikes.ts'
import { hasFaultyResource, resourceCheck } from '../resource/resource-check.ts'
import { resourceFault } from '../resource/resource-fault.ts'
import { placedRoutesOf, placedRulesOf } from '../selectors.ts'
import type { Subject } from '../subject.ts'

const unreachable = resourceCheck('never-matches', 'warning')

/** A deny or a route that no request can match looks like protection, and is none. */
export const check: PolicyCheck = {
  ...unreachable,
  mayReport: (policy) => {
    const { policies, approvals = [] } = policy.policy.spec
    return (
      hasFaultyResource(policy) ||
      policies.some(({ tags }) => hasOddWord(tags)) ||
      approvals.some((route) => WORDS.some((key) => hasOddWord(route[key])))
    )
  },
  *run(policy, subject) {
    yield* unreachable.run(policy, subject)
    yield* lookAlikes(policy)
  },
  beside: {
    isAsked: () => true,
    mayReport: ({ policy }) =>
      policy.spec.policies.some(({ permission, resource }) => permission === 'deny' && hasCapitals(resource)),
    run: otherCapitals,
  },
}

const WORDS = ['tags', 'toolIds', 'capabilities'] as const

/** Tells whether a word has other characters than ASCII: only such a word can look like another one. */
function hasOddWord(words: readonly string[] | undefined): boolean {
  return words?.some((word) => /[^\x20-\x7e]/.test(word)) === true
}

function* otherCapitals(policy: ParsedPolicy, { policies }: Subject): Iterable<Report> {
  for (const { rule, path } of placedRulesOf(policy)) {
    if (rule.permission !== 'deny' || !rule.resource || resourceFault(rule.resource, 'deny') !== null)
      continue
    const other = grantedPaths(policies).otherSpelling(rule.resource)
    if (other === null) continue
    yield reportAt(policy, [...path, 'resource'], {
      message: `paths are compared letter by letter, and the granted path is written ${other}`,
      hint: `write ${other}`,
      about: [other],
    })
  }
}

/** Reports look-alike tags. In an allow such a tag is harmless; in a deny, an approval or a route it leaves a hole. */
function* lookAlikes(policy: ParsedPolicy): Iterable<Report> {
  for (const { rule, path } of placedRulesOf(policy))
    if (rule.permission !== 'allow') yield* wordReports(policy, rule.tags, [...path, 'tags'])
  for (const { route, path } of placedRoutesOf(policy))
    for (const key of WORDS) yield* wordReports(policy, route[key], [...path, key])
}

function* wordReports(
  policy: ParsedPolicy,
  words: readonly string[] | undefined,
  path: NodePath,
): Iterable<Report> {
  for (const [at, word] of (words ?? []).entries()) {
    const meant = looksLike(word)
    if (meant === null) continue
    yield reportAt(policy, [...path, at], {
      message: `this looks like ${meant} but is another word: it has ${letterText(foreignLetterIn(word))} in it`,
      hint: `write ${meant}`,
    })
  }
}
