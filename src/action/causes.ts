/** Which rules make a region what it is after a change, and where they stand: what a reviewer clicks on. */
import { voteOf } from '../access/decide.ts'
import type { Region } from '../access/region.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
import type { Cause } from '../report/comment-input.ts'

export function causeFinder(policies: readonly ParsedPolicy[]): (region: Region) => readonly Cause[] {
  const byName = new Map(policies.map((parsed) => [parsed.policy.name, parsed]))
  return (region) => region.policies.flatMap((name) => causesIn(name, byName.get(name), region))
}

function causesIn(name: string, parsed: ParsedPolicy | undefined, region: Region): readonly Cause[] {
  if (parsed === undefined) return [{ policy: name, rule: null, file: null, line: null }]
  const { because } = voteOf(region.witness, { name, spec: parsed.policy.spec })
  if (because.length === 0) {
    // The policy says nothing of it any more: that is the cause.
    return [{ policy: name, rule: null, file: parsed.file, line: parsed.placeOf([]).line }]
  }
  return because.map(({ rule }) => ({
    policy: name,
    rule,
    file: parsed.file,
    line: parsed.placeOf(['spec', 'policies', rule]).line,
  }))
}
