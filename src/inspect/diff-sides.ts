import { checkGuardrails } from '../access/questions/guardrails.ts'
import type { Demands } from '../answers/demands.ts'
import { type DiffAnswer, diffAnswer } from '../answers/diff.ts'
import { assertQuestion, FIELD, oneOf } from '../diagnostic/assert-question.ts'
import { doubted } from '../plan/guards/doubted.ts'
import { guardrailsOf } from '../workbench/guardrails-of.ts'
import { causesFinder } from '../workbench/place-causes.ts'
import { type SideName, targetOfSide } from '../workbench/side-name.ts'
import { toolsOf } from '../workbench/tools-of.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { assertOneMeaning } from './assert-one-meaning.ts'
import { openComparedSides } from './compared-sides.ts'
import { inNamesOf, namesBetween } from './two-targets.ts'

export interface DiffQuestion extends Demands {
  readonly from: SideName
  readonly to: SideName
}

/** Guardrails are some targets' alone, and in the names of the target: a second side that is a target's has its own. */
function judgedAs(to: SideName, workbench: Workbench): Workbench {
  const target = targetOfSide(to)
  return target !== null && workbench.whole.config.targets.has(target)
    ? workbench.forTarget(target)
    : workbench
}

/** The target of the config that the files are of; null where no side is files of the run, or the config has no targets. */
function targetOf({ from, to }: DiffQuestion, { whole, targetName }: Workbench): string | null {
  const isOfRun = [from, to].some(({ kind }) => kind === 'files' || kind === 'git')
  return isOfRun && whole.config.targets.size > 0 ? targetName : null
}

/**
 * Compares access from one side to the other, then the fields. Writes nothing,
 * anywhere.
 * @throws PolicyctlError of sides: those of targets and stores for live,
 * git-required and revision-unknown for git, path-not-found for dir; usage where
 * a name means one thing to each of two targets.
 */
export async function diffSides(workbench: Workbench, question: DiffQuestion): Promise<DiffAnswer> {
  assertQuestion('diffSides', question, {
    from: FIELD.side,
    to: FIELD.side,
    failOn: oneOf('wider', null),
    exitCode: FIELD.flag,
  })
  const names = namesBetween(question, workbench)
  await assertOneMeaning(question, names, workbench)
  const mapped = names.map(({ from, to }) => ({ from, to }))
  const { from, to, record, uncompared } = await openComparedSides(
    [inNamesOf(question), question.to],
    workbench,
  )
  const { config } = workbench.project
  const isLive = ({ kind }: SideName): boolean => kind === 'live'
  const workspace = [question.to, question.from].find(isLive)
  return diffAnswer(
    {
      from,
      to,
      record,
      mapped,
      uncompared,
      tool: `policyctl ${workbench.context.version}`,
      target: targetOf(question, workbench),
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
