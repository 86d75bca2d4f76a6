import type { Plan } from '../plan/plan.ts'

/** One workspace: planned, or not, and why. */
export type TargetReport =
  | { readonly kind: 'plan'; readonly name: string; readonly plan: Plan }
  | ({ readonly kind: 'failed'; readonly name: string } & Failure)
  | { readonly kind: 'skipped'; readonly name: string; readonly reason: string }

export interface Failure {
  readonly code: string
  readonly message: string
  readonly hint: string
}
