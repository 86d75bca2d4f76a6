/**
 * Orders approvals by strictness. The members of groups are not known, so one approval
 * implies another only by the names of its groups. An approval that cannot be compared
 * does not count as less strict.
 */
import { durationOf } from '../../policy/duration.ts'
import type { RouteTaken, Vote } from './region.ts'

export interface Approvable {
  readonly vote: Vote
  readonly route: RouteTaken | null
}

const PERMISSIVENESS: Readonly<Record<Vote, number>> = { deny: 0, none: 0, approval_required: 1, allow: 2 }

/** Tells whether one outcome allows a request that the other denies, or allows it with a weaker approval. */
export function isMorePermissive(one: Approvable, other: Approvable): boolean {
  const difference = PERMISSIVENESS[one.vote] - PERMISSIVENESS[other.vote]
  if (difference !== 0) return difference > 0
  return one.vote === 'approval_required' && !isNoLess(one.route, other.route)
}

/**
 * Tells whether every approval by the first route would also satisfy the second, and
 * lasts no longer. Delivery is not compared. An approval without a route cannot be compared.
 */
export function isNoLess(strict: RouteTaken | null, loose: RouteTaken | null): boolean {
  if (strict === null || loose === null) return strict === loose
  return impliesApprovers(strict.approvers, loose.approvers) && isNoLonger(strict.duration, loose.duration)
}

type Approvers = RouteTaken['approvers']

function impliesApprovers(strict: Approvers, loose: Approvers): boolean {
  const [have, want] = [new Set(strict.groups), new Set(loose.groups)]
  // An approval without groups cannot be compared.
  if (have.size === 0 || want.size === 0) return have.size === want.size
  const isAll = ({ match }: Approvers, groups: ReadonlySet<string>): boolean =>
    match === 'all' || groups.size === 1
  const wanted = [...want]
  if (isAll(strict, have))
    return isAll(loose, want)
      ? wanted.every((group) => have.has(group))
      : wanted.some((group) => have.has(group))
  // If any one group may approve, each of them must also be among the wanted groups.
  return !isAll(loose, want) && [...have].every((group) => want.has(group))
}

/** Without a duration the workspace's default applies, which cannot be compared with others. */
function isNoLonger(strict: string | null, loose: string | null): boolean {
  if (strict === loose) return true
  const [short, long] = [durationOf(strict ?? ''), durationOf(loose ?? '')]
  return short !== null && long !== null && short <= long
}
