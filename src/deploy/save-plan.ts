/** Saves the plan of `plan --out FILE`; of existing files it overwrites only an earlier plan. */
import { resolve } from 'node:path'
import { refuseOtherFile, replaceFile } from '../files/replace-file.ts'
import type { Plan } from '../plan/plan.ts'
import { planFileText } from '../plan/plan-file.ts'
import type { Context } from '../workbench/context.ts'

/**
 * Call this before any request is sent.
 *
 * @throws PolicyctlError file-exists if the file is not a plan.
 */
export function refuseOtherThanPlan({ cwd }: Context, out: string): void {
  refuseOtherFile(resolve(cwd, out), { what: 'plan', isOne: isPlan })
}

/** @param named the target that --target named. @throws PolicyctlError file-unwritable. */
export function savePlan(
  plan: Plan,
  { out, named }: { readonly out: string; readonly named: string | null },
  { cwd, notify }: Context,
): void {
  const target = named === null ? '' : ` --target ${named}`
  replaceFile({ path: resolve(cwd, out), content: planFileText(plan), within: null })
  notify({
    kind: 'note',
    text: `plan saved to ${out}; apply exactly it with: policyctl apply ${out}${target}`,
  })
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
