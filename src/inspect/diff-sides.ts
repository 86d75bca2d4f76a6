import { checkGuardrails } from '../access/questions/guardrails.ts'
import type { Demands } from '../answers/demands.ts'
import { type DiffAnswer, diffAnswer } from '../answers/diff.ts'
import type { ReadSide } from '../answers/read-side.ts'
import { withUnshown } from '../policy/live-as-known.ts'
import { guardrailsOf } from '../workbench/guardrails-of.ts'
import { causesFinder } from '../workbench/place-causes.ts'
import { openSides } from '../workbench/side.ts'
import type { SideName } from '../workbench/side-name.ts'
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
  return diffAnswer(
    {
      from,
      to,
      serverFields: config.serverFields,
      guardrails: checkGuardrails(guardrailsOf(config), to.access),
      causesOf: causesFinder(from.access, to.access, to.parsed.values()),
    },
    question,
  )
}

/** What live does not show is as the other side has it. */
function asReadBy<Side extends ReadSide>(side: Side, { access: { policies: known } }: ReadSide): Side {
  if (side.kind !== 'live') return side
  const { access } = side
  const policies = new Map(
    [...access.policies].map(([name, spec]) => [name, withUnshown(spec, known.get(name) ?? null)] as const),
  )
  return { ...side, access: { ...access, policies } }
}
