import { checkGuardrails } from '../access/questions/guardrails.ts'
import type { Demands } from '../answers/demands.ts'
import { type DiffAnswer, diffAnswer } from '../answers/diff.ts'
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
  const [from, to] = await openSides([question.from, question.to], workbench)
  if (from === undefined || to === undefined) throw new Error('a diff without sides')
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
