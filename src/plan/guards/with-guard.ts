import type { Guard } from '../plan.ts'

/** Puts the guard before its message: `in-use: in use by bot`. The message of a broken guardrail names the guardrail itself. */
export function withGuard(guard: Guard, message: string): string {
  return guard === 'guardrail' ? message : `${guard}: ${message}`
}
