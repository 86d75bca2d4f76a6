/** `exceptions` of the config: a reviewed line does in CI what a flag does on the command line. */
import { matchesNameGlob } from '../../policy/name-glob.ts'
import type { Guard } from '../plan.ts'
import type { Refusal } from './guard.ts'

export interface Exception {
  readonly guard: Guard
  /** Name or glob; absent: every policy. */
  readonly policy?: string | undefined
  /** For mass-delete: the exact number. */
  readonly deletes?: number | undefined
  readonly reason: string
  /** Last day on which it holds, YYYY-MM-DD, UTC. */
  readonly until: string
}

export function isInForce({ until }: Exception, today: string): boolean {
  return today <= until
}

export function lifts(exception: Exception, refusal: Pick<Refusal, 'guard' | 'policy' | 'deletes'>): boolean {
  if (exception.guard !== refusal.guard) return false
  if (refusal.guard === 'mass-delete' && exception.deletes !== refusal.deletes) return false
  if (exception.policy === undefined) return true
  return refusal.policy !== null && matchesNameGlob(exception.policy, refusal.policy)
}
