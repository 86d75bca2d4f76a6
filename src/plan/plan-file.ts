/** A plan as it is written to disk; read-plan-file.ts reads it, and few runs need that. */
import type { Plan } from './plan.ts'

export function planFileText(plan: Plan): string {
  return `${JSON.stringify(plan, null, 2)}\n`
}
