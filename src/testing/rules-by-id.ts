import type { Place } from '../diagnostic/place.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'

/** Where a rule stands; null where it is not known. */
export type PlaceOfRule = (policy: string, rule: number) => Place | null

export function placesOfRules(files: readonly ParsedFile[]): PlaceOfRule {
  const policies = new Map(files.flatMap((file) => file.policies.map((policy) => [policy.policy.name, policy])))
  return (policy, rule) => policies.get(policy)?.placeOf(['spec', 'policies', rule]) ?? null
}
