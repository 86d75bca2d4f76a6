import { checkGuardrails } from '../access/questions/guardrails.ts'
import type { Demands } from '../answers/demands.ts'
import { type DiffAnswer, type DiffDocument, diffAnswer } from '../answers/diff.ts'
import { fleetTargets } from '../fleet/fleet-target.ts'
import { differingNames } from '../fleet/target-map.ts'
import { doubted } from '../plan/guards/doubted.ts'
import { guardrailsOf } from '../workbench/guardrails-of.ts'
import { causesFinder } from '../workbench/place-causes.ts'
import type { SideName } from '../workbench/side-name.ts'
import { toolsOf } from '../workbench/tools-of.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { openComparedSides } from './compared-sides.ts'

export interface DiffQuestion extends Demands {
  readonly from: SideName
  readonly to: SideName
}

/** Two targets are held against each other in the names of the second one: what only their maps make different is no difference. */
function inNamesOf({ from, to }: DiffQuestion): SideName {
  return from.kind === 'target' && to.kind === 'target' ? { ...from, inNamesOf: to.target } : from
}

/** The names of the first target that the second one has others for; [] unless both sides are targets. */
function namesBetween({ from, to }: DiffQuestion, { whole }: Workbench): DiffDocument['mapped'] {
  if (from.kind !== 'target' || to.kind !== 'target') return []
  const targets = fleetTargets(whole.config.targets)
  const [one, other] = [from.target, to.target].map((name) => targets.find((target) => target.name === name))
  return one === undefined || other === undefined ? [] : differingNames(one.map, other.map)
}

/** The second side's guardrails, where it is another target's than the run's. */
function judgedAs(to: SideName, workbench: Workbench): Workbench {
  return to.kind === 'target' ? workbench.forTarget(to.target) : workbench
}

/**
 * Compares access from one side to the other, then the fields. Writes nothing,
 * anywhere.
 * @throws PolicyctlError of sides: those of targets and stores for live,
 * git-required and revision-unknown for git, path-not-found for dir.
 */
export async function diffSides(workbench: Workbench, question: DiffQuestion): Promise<DiffAnswer> {
  const mapped = namesBetween(question, workbench)
  const { from, to } = await openComparedSides([inNamesOf(question), question.to], workbench)
  const { config } = workbench.project
  const isLive = ({ kind }: SideName): boolean => kind === 'live'
  const workspace = [question.to, question.from].find(isLive)
  return diffAnswer(
    {
      from,
      to,
      mapped,
      tool: `policyctl ${workbench.context.version}`,
      serverFields: config.serverFields,
      tools: workspace === undefined ? null : await toolsOf(workbench, workspace),
      guardrails: doubted(
        checkGuardrails(await guardrailsOf(judgedAs(question.to, workbench)), to.access),
        to,
      ),
      causesOf: causesFinder(from.access, to.access, to.parsed.values()),
    },
    question,
  )
}
