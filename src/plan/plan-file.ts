/** Writes the plan file. read-plan-file.ts reads it, apart from here since few runs need that. */
import type { Plan } from './plan.ts'

export function planFileText(plan: Plan): string {
  return `${JSON.stringify(plan, null, 2)}\n`
}
