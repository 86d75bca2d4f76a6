import { regionLoosens } from '../access/model/opens.ts'
import type { PlanView } from '../answers/plan-view.ts'
import { planView } from '../deploy/plan-view.ts'
import { openPlanning, prepare } from '../deploy/planning.ts'
import { EXIT, type ExitStatus, strongest } from '../diagnostic/exit-status.ts'
import { jsonLine } from '../media/json-text.ts'
import { planMarkdown } from '../media/plan-markdown.ts'
import { planText } from '../media/plan-text.ts'
import type { Plan } from '../plan/plan.ts'
import { openProject } from '../workbench/project.ts'
import { readProjectFiles, refuseFiles } from '../workbench/project-files.ts'
import { openTarget } from '../workbench/target.ts'
import { ONLY, onlyOf } from './apply/options.ts'
import type { Command, Invocation } from './command.ts'
import { OUT, planFileOf, savePlan } from './save-plan.ts'

/** Shows what an apply would do, and what it would mean. */
export const command: Command = {
  name: 'plan',
  description:
    'Compares the policy files, the live workspace and the ledger, and shows who would get which access,\nwhat would be written in which order, and what would stop it. One request to the API, never a write.\nExit status 3 where an apply would be refused.',
  options: [
    OUT,
    ONLY,
    {
      flags: '--fail-on <change>',
      description: 'exit 1 where access is wider, mixed, rerouted or cannot be told exactly',
      choices: ['wider'],
    },
    { flags: '--exit-code', description: 'exit 2 where changes are pending' },
  ],
  formats: ['text', 'json', 'markdown'],
  examples: [
    ['policyctl plan', 'see what an apply would do'],
    ['policyctl plan --target production --out plan.json', 'save it for policyctl apply plan.json'],
    ['policyctl plan --only "payments-*"', 'plan some policies only'],
    ['policyctl plan --fail-on wider', 'refuse what lets more through'],
  ],
  run,
}

async function run(invocation: Invocation): Promise<ExitStatus> {
  const { context, global, options } = invocation
  const out = planFileOf(invocation)
  const project = await openProject(context, global)
  const files = await readProjectFiles(context, project)
  if (files.errors.length > 0) return refuseFiles(invocation, files)
  const target = await openTarget(invocation, project)
  try {
    const planning = await openPlanning(invocation, project, target)
    const prepared = await prepare(planning, files, { only: onlyOf(invocation) })
    if (out !== null) savePlan(prepared.plan, out, invocation)
    context.stdout.write(rendered(planView(prepared, planning, files.policies), invocation))
    return statusOf(prepared.plan, options)
  } finally {
    await target.close()
  }
}

function rendered(view: PlanView, { format, context, global: { verbose } }: Invocation): string {
  if (format === 'json') return jsonLine(view.plan)
  if (format === 'markdown') return planMarkdown(view, { verbose })
  return planText(view, { color: context.stdout.hasColor, verbose })
}

function statusOf(plan: Plan, { failOn, exitCode }: Invocation['options']): ExitStatus {
  return strongest(
    plan.blocked.length > 0 ? EXIT.refused : EXIT.done,
    failOn === 'wider' && plan.access.some(regionLoosens) ? EXIT.no : EXIT.done,
    exitCode === true && plan.steps.length > 0 ? EXIT.pending : EXIT.done,
  )
}
