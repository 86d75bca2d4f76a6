/** `plan --out FILE`: writes over an earlier plan, and over nothing else. */
import { resolve } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { isRegularFile } from '../files/is-regular-file.ts'
import { readText } from '../files/read-text.ts'
import { replaceFile } from '../files/replace-file.ts'
import type { Plan } from '../plan/plan.ts'
import { planText } from '../plan/plan-file.ts'
import { printable } from '../words/printable.ts'
import type { CommandOption, Invocation } from './command.ts'

export const OUT: CommandOption = {
  flags: '--out <file>',
  description: 'save the plan, to apply exactly it later',
  parse: fileName,
}

function fileName(value: string): string {
  if (value !== '') return value
  throw new PolicyctlError('usage', {
    message: '--out names no file',
    hint: 'name one, like --out plan.json; if it comes from a variable, that is empty',
  })
}

/**
 * Where the plan is to go, as it was named; null: nowhere.
 *
 * @throws PolicyctlError file-exists where something else is there: told before anything is asked of the workspace.
 */
export function planFileOf({ context, options }: Invocation): string | null {
  if (typeof options.out !== 'string') return null
  const path = resolve(context.cwd, options.out)
  // What is no file is refused when it is to be replaced.
  if (!isRegularFile(path) || isPlanOrEmpty(readText(path))) return options.out
  throw new PolicyctlError('file-exists', {
    message: `${path} is there already; it is no plan, and it is left alone`,
    hint: 'choose another --out, or remove the file',
  })
}

export function savePlan(plan: Plan, out: string, { context, global }: Invocation): void {
  replaceFile({ path: resolve(context.cwd, out), content: planText(plan), within: null })
  if (!global.quiet) context.stderr.write(`saved: policyctl apply ${printable(out)}\n`)
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
