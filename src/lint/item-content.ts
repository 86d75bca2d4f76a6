/**
 * Extracts the content of the rule or route that a finding is in: a finding that
 * was accepted for one host, method, window or address is not accepted for
 * another.
 */
import type { Finding } from '../diagnostic/finding.ts'
import type { Place } from '../diagnostic/place.ts'
import type { ParsedFile, ParsedPolicy } from '../parse/parsed-file.ts'
import { canonicalRoute, canonicalRule, canonicalText } from '../policy/canonical.ts'
import { digest } from '../policy/fingerprint.ts'
import type { Route, Rule } from '../policy/policy.ts'
import { isWithin } from './within.ts'

/** Digest of the rule or route that holds a place, null where none does. */
export type ContentOf = (finding: Pick<Finding, 'file' | 'line' | 'column'>) => string | null

interface Item {
  readonly place: Place
  readonly content: () => string
}

/** Items of a file are only looked for once a finding of it is asked about. */
export function contentsIn(files: readonly ParsedFile[]): ContentOf {
  const byFile = new Map(files.map((file) => [file.file, file]))
  const known = new Map<string, readonly Item[]>()
  return (finding) => {
    const file = byFile.get(finding.file)
    if (file === undefined) return null
    const items = known.get(file.file) ?? file.policies.flatMap(itemsOf)
    known.set(file.file, items)
    return items.find(({ place }) => isWithin(finding, place))?.content() ?? null
  }
}

function itemsOf(policy: ParsedPolicy): readonly Item[] {
  const { policies, approvals = [] } = policy.policy.spec
  return [
    ...policies.map((rule, index) => ({
      place: policy.placeOf(['spec', 'policies', index]),
      content: () => ruleContent(rule),
    })),
    ...approvals.map((route, index) => ({
      place: policy.placeOf(['spec', 'approvals', index]),
      content: () => routeContent(route),
    })),
  ]
}

function ruleContent(rule: Rule): string {
  return contentOf(canonicalRule(rule), rule)
}

export function routeContent(route: Route): string {
  return contentOf(canonicalRoute(route), route)
}

/** Contents of some rules of a policy, by their indexes. */
export function contentsOf({ policy }: ParsedPolicy, rules: readonly number[]): readonly string[] {
  return rules.flatMap((index) => {
    const rule = policy.spec.policies[index]
    return rule === undefined ? [] : [ruleContent(rule)]
  })
}

/** The flag stands beside the canonical form, which once left it out: entries of older baselines stay valid. */
function contentOf(canonical: unknown, { delivery = {} }: Pick<Route, 'delivery'> & Partial<Rule>): string {
  const text = canonicalText([canonical, delivery.fallbackToUI ?? null])
  return digest(text).slice(0, DIGITS)
}

/** `sha256:` and 128 bits: nobody finds another rule for them. */
const DIGITS = 'sha256:'.length + 32
