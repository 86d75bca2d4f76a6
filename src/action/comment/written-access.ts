import type { ApplyResult } from '../../apply/apply-result.ts'
import { count } from '../../diagnostic/count.ts'
import type { Plan } from '../../plan/plan.ts'
import { groupAccess, inReadingOrder } from '../../words/access-group.ts'
import { itemLine } from './access-words.ts'
import { foldAlike } from './alike.ts'

/** The most lines for one target; the others are counted. */
const LINES = 8

/** Says what an apply changed for agents, the riskiest first: one line of Markdown each; [] if it wrote nothing. */
export function writtenAccess(
  { access, target }: Pick<Plan, 'access' | 'target'>,
  { summary, results }: Pick<ApplyResult, 'summary' | 'results'>,
): readonly string[] {
  if (results.length === 0) return []
  if (summary.failed + summary.notRun > 0)
    return [
      'Not every step was written, so the changes of access are not listed: a new plan shows what is left.',
    ]
  const groups = inReadingOrder(groupAccess([{ target: target.name, regions: access, blocked: new Set() }]))
  if (groups.length === 0) return ["No agent's access changed."]
  const items = foldAlike(groups)
  const lines = items
    .slice(0, LINES)
    .map((item) => itemLine(item, { affected: [target.name], callsOf: () => [] }))
  const rest = items.length - lines.length
  return rest === 0 ? lines : [...lines, `- and ${count(rest, 'more change')} of access`]
}
