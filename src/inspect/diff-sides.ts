import { checkGuardrails } from '../access/questions/guardrails.ts'
import type { Demands } from '../answers/demands.ts'
import { type DiffAnswer, diffAnswer } from '../answers/diff.ts'
import type { ReadSide } from '../answers/read-side.ts'
import { doubted } from '../plan/guards/doubted.ts'
import { without } from '../policy/ledger-without.ts'
import { withUnshown } from '../policy/live-as-known.ts'
import { guardrailsOf } from '../workbench/guardrails-of.ts'
import { causesFinder } from '../workbench/place-causes.ts'
import { openSides } from '../workbench/side.ts'
import type { SideName } from '../workbench/side-name.ts'
import { toolsOf } from '../workbench/tools-of.ts'
import type { Workbench } from '../workbench/workbench.ts'

export interface DiffQuestion extends Demands {
  readonly from: SideName
  readonly to: SideName
}

/**
 * What a change from one side to the other does to the agents, then the
 * fields. Writes nothing, anywhere.
 *
 * @throws PolicyctlError of sides: those of targets and stores for live, git-required and revision-unknown for git, path-not-found for dir.
 */
export async function diffSides(workbench: Workbench, question: DiffQuestion): Promise<DiffAnswer> {
  const [one, other] = await openSides([question.from, question.to], workbench)
  if (one === undefined || other === undefined) throw new Error('a diff without sides')
  const [from, to] = [asReadBy(one, other), asReadBy(other, one)]
  const { config } = workbench.project
  const isLive = ({ kind }: SideName): boolean => kind === 'live'
  const workspace = [question.to, question.from].find(isLive)
  return diffAnswer(
    {
      from,
      to,
      serverFields: config.serverFields,
      tools: workspace === undefined ? null : await toolsOf(workbench, workspace),
      guardrails: doubted(checkGuardrails(guardrailsOf(config), to.access), to),
      causesOf: causesFinder(from.access, to.access, to.parsed.values()),
    },
    question,
  )
}

/** What live does not show is as the other side has it, and what cannot be read there is no difference. */
function asReadBy<Side extends ReadSide>(
  side: Side,
  { access: { policies: known }, unreadable: unread }: ReadSide,
): Side {
  const unreadable = unread.map(({ policy }) => policy)
  const { access } = side
  if (side.kind !== 'live')
    return { ...side, access: { ...access, policies: without(access.policies, unreadable) } }
  const policies = new Map(
    [...without(access.policies, unreadable)].map(
      ([name, spec]) => [name, withUnshown(spec, known.get(name) ?? null)] as const,
    ),
  )
  return { ...side, access: { ...access, policies } }
}
