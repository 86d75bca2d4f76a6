import { join } from 'node:path'
import { createFile } from '../files/create-file.ts'
import type { Plan } from '../plan/plan.ts'
import type { CommandRun } from './invocation.ts'
import { call, type Session, type SessionCall } from './session.ts'
import type { NamedTarget } from './targets.ts'

export interface PlannedTarget {
  readonly target: NamedTarget
  readonly plan: Plan
  /** Absolute path of the plan file. */
  readonly file: string
}

/** Plans one workspace and keeps the plan as a file; `planned` is null where there is no plan. */
export async function planTarget(
  session: Session,
  target: NamedTarget,
  options: NonNullable<SessionCall['options']>,
): Promise<{ readonly planned: PlannedTarget | null; readonly run: CommandRun }> {
  const run = await call(session, 'plan', { target: target.flag, options })
  if (run.document === null) return { planned: null, run }
  const plan = run.document as Plan
  const file = join(session.reports, `plan-${plan.target.name}.json`)
  createFile(file, run.output)
  return { planned: { target, plan, file }, run }
}
