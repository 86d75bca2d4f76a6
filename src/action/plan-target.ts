import { join } from 'node:path'
import { type PlanView, planAnswer } from '../answers/plan.ts'
import { planProject } from '../deploy/plan-project.ts'
import type { ExitStatus } from '../diagnostic/exit-status.ts'
import { createFile } from '../files/create-file.ts'
import { planPage } from '../media/comparison-page.ts'
import { planText } from '../media/plan-text.ts'
import type { Plan } from '../plan/plan.ts'
import { planFileText } from '../plan/plan-file.ts'
import { type Asked, ask, LOOK } from './ask.ts'
import { type CallsAnswer, countCalls } from './count-calls.ts'
import { leavePage } from './leave-page.ts'
import { commitOf, type Session } from './session.ts'
import type { NamedTarget } from './targets.ts'

export interface PlannedTarget {
  readonly target: NamedTarget
  readonly plan: Plan
  /** The two sides that it compares, and the tools of the workspace. */
  readonly sides: Pick<PlanView, 'before' | 'after' | 'served'>
  /** The unmanaged policies that are listed. */
  readonly unmanaged: PlanView['unmanaged']
  /** Absolute path of the plan file. */
  readonly file: string
  /** The status of the plan if an approval lifts guard widening. */
  readonly statusOnceApproved: ExitStatus
}

/** Plans one workspace and keeps the plan as a file; `planned` is null if there is no plan. */
export async function planTarget(
  session: Session,
  target: NamedTarget,
  failOn: 'wider' | null,
): Promise<{
  readonly planned: PlannedTarget | null
  readonly asked: Asked<unknown>
  readonly calls: CallsAnswer
}> {
  const demands = { failOn, exitCode: false }
  const asked = await ask(session, {
    name: 'plan',
    target: target.flag,
    ask: (workbench) => planProject(workbench, { ...demands, only: [], out: null }),
    textOf: ({ view }) => planText(view, LOOK),
  })
  if (asked.answer === null) return { planned: null, asked, calls: null }
  const plan = asked.answer.document
  const file = join(session.reports, `plan-${plan.target.name}.json`)
  createFile(file, planFileText(plan))
  const { view } = asked.answer
  leavePage(session, plan.target.name, () =>
    planPage(view, {
      repository: session.run.repository,
      commit: commitOf(session),
      folder: session.folder,
    }),
  )
  const { before, after, served } = view
  const calls = await countCalls(session, target.flag, {
    ...{ regions: plan.access, sides: [before, after], tools: served },
  })
  const blocked = plan.blocked.filter(({ guard }) => guard !== 'widening')
  const { status: statusOnceApproved } = planAnswer({ ...view, plan: { ...plan, blocked } }, demands)
  const sides = { before, after, served }
  return {
    planned: { target, plan, sides, unmanaged: view.unmanaged, file, statusOnceApproved },
    asked,
    calls,
  }
}
