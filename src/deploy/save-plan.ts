/** `plan --out FILE`: writes over an earlier plan, and over nothing else. */
import { resolve } from 'node:path'
import { refuseOtherFile, replaceFile } from '../files/replace-file.ts'
import type { Plan } from '../plan/plan.ts'
import { planFileText } from '../plan/plan-file.ts'
import type { Context } from '../workbench/context.ts'

/**
 * Told before anything is asked of the workspace.
 *
 * @throws PolicyctlError file-exists where something else than a plan is there.
 */
export function refuseOtherThanPlan({ cwd }: Context, out: string): void {
  refuseOtherFile(resolve(cwd, out), { what: 'plan', isOne: isPlan })
}

/** @throws PolicyctlError file-unwritable. */
export function savePlan(plan: Plan, out: string, { cwd, notify }: Context): void {
  replaceFile({ path: resolve(cwd, out), content: planFileText(plan), within: null })
  notify({ kind: 'note', text: `saved: policyctl apply ${out}` })
}

/** Recognises a plan of any version, edited or not. */
function isPlan(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'formatVersion' in value && 'steps' in value
  } catch {
    return false
  }
}
