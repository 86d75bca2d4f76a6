/**
 * Finds access that a pull request brings and that is live already, by an edit or an earlier apply.
 * The plan writes nothing for it, but the merge makes it permanent, so a reviewer must see it.
 */
import { type AccessGroup, groupAccess, inReadingOrder } from '../../words/access-group.ts'
import { type CommentInput, filesName } from './comment-input.ts'
import type { TargetPlan } from './facts-of-plans.ts'

/** Returns the changes in reading order; [] if nothing was compared offline. */
export function liveAlready(
  { diff }: Pick<CommentInput, 'diff'>,
  plans: readonly TargetPlan[],
): readonly AccessGroup[] {
  const each = new Map(diff?.each.map(({ files, access }) => [files, access]))
  const policiesOf = ({ plan }: TargetPlan): readonly string[] =>
    [...plan.steps, ...plan.unreadable].map(({ policy }) => policy)
  const toldSomewhere = plans.flatMap(policiesOf)
  const targets = plans.map((planned) => {
    const { name } = planned
    // The plan of another target shows the same change if all have the same files.
    const [regions, policies] = each.has(filesName(name))
      ? [each.get(filesName(name)) ?? [], policiesOf(planned)]
      : [each.get(filesName(null)) ?? [], toldSomewhere]
    const told = new Set(policies)
    return {
      target: name,
      regions: regions.filter(({ policies }) => !policies.some((policy) => told.has(policy))),
      blocked: new Set<string>(),
    }
  })
  return inReadingOrder(groupAccess(targets))
}
