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

/** Returns the digest of the rule or route at a place; null if there is none. */
export type ContentOf = (finding: Pick<Finding, 'file' | 'line' | 'column'>) => string | null

interface Item {
  readonly place: Place
  readonly content: () => string
}

/** Looks for the items of a file only when a finding of the file is asked about. */
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

/** The contents of some rules of a policy. @param rules their indexes. */
export function contentsOf({ policy }: ParsedPolicy, rules: readonly number[]): readonly string[] {
  return rules.flatMap((index) => {
    const rule = policy.spec.policies[index]
    return rule === undefined ? [] : [ruleContent(rule)]
  })
}

/** Adds `fallbackToUI` beside the canonical form, which once left it out, so that entries of older baselines stay valid. */
function contentOf(canonical: unknown, { delivery = {} }: Pick<Route, 'delivery'> & Partial<Rule>): string {
  const text = canonicalText([canonical, delivery.fallbackToUI ?? null])
  return digest(text).slice(0, DIGITS)
}

/** `sha256:` and 128 bits, enough against collisions. */
const DIGITS = 'sha256:'.length + 32
