import { causesOf, type RegionCause } from '../access/compare/causes.ts'
import type { AccessSide } from '../access/model/access-side.ts'
import { routesOf } from '../access/model/reading.ts'
import type { Region } from '../access/model/region.ts'
import type { Cause } from '../answers/cause.ts'
import type { NodePath } from '../parse/node.ts'
import { type ParsedPolicy, swappedBelow } from '../parse/parsed-file.ts'
import { routeLabel } from '../policy/route-label.ts'

/**
 * Makes a function that finds the rules behind a region, with their places in the files.
 *
 * @param files the policies that `after` was read from; empty if it was not read from files.
 */
export function causesFinder(
  before: AccessSide,
  after: AccessSide,
  files: Iterable<ParsedPolicy>,
): (region: Region) => readonly Cause[] {
  const byName = new Map([...files].map((parsed) => [parsed.policy.name, parsed]))
  return (region) =>
    causesOf(region, before, after).map((cause) => placed(cause, after, byName.get(cause.policy) ?? null))
}

function placed(cause: RegionCause, after: AccessSide, file: ParsedPolicy | null): Cause {
  const { policy, rule, route } = cause
  const spec = after.policies.get(policy)
  const taken = route === null || spec === undefined ? undefined : routesOf(spec)[route]
  const place = file === null || cause.isGone ? null : file.placeOf(pathOf(cause))
  return {
    policy,
    rule,
    route: route === null || taken === undefined ? null : routeLabel(taken, route),
    file: place?.file ?? null,
    line: place?.line ?? null,
    isGone: cause.isGone,
    ...(place !== null && file !== null && mappedAt(file, pathOf(cause))),
  }
}

function mappedAt(file: ParsedPolicy, path: NodePath): Pick<Cause, 'mapped'> {
  const mapped = swappedBelow(file, path)
  return mapped.length === 0 ? {} : { mapped }
}

function pathOf({ rule, route }: RegionCause): NodePath {
  if (rule !== null) return ['spec', 'policies', rule]
  return route === null ? ['spec', 'policies'] : ['spec', 'approvals', route]
}
