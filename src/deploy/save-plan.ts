/** `plan --out FILE`: writes over an earlier plan, and over nothing else. */
import { resolve } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { isRegularFile } from '../files/is-regular-file.ts'
import { readText } from '../files/read-text.ts'
import { replaceFile } from '../files/replace-file.ts'
import type { Plan } from '../plan/plan.ts'
import { planFileText } from '../plan/plan-file.ts'
import type { Context } from '../workbench/context.ts'

/**
 * Told before anything is asked of the workspace.
 *
 * @throws PolicyctlError file-exists where something else than a plan is there.
 */
export function refuseOtherFile({ cwd }: Context, out: string): void {
  const path = resolve(cwd, out)
  // What is no file is refused when it is to be replaced.
  if (!isRegularFile(path) || isPlanOrEmpty(readText(path))) return
  throw new PolicyctlError('file-exists', {
    message: `${path} is there already; it is no plan, and it is left alone`,
    hint: 'choose another --out, or remove the file',
  })
}

/** @throws PolicyctlError file-unwritable. */
export function savePlan(plan: Plan, out: string, { cwd, notify }: Context): void {
  replaceFile({ path: resolve(cwd, out), content: planFileText(plan), within: null })
  notify({ kind: 'note', text: `saved: policyctl apply ${out}` })
}

/** Of any version, and edited or not: it was a plan. */
function isPlanOrEmpty(text: string | null): boolean {
  if (text === null) return false
  if (text.trim() === '') return true
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'formatVersion' in value && 'steps' in value
  } catch {
    return false
  }
}
