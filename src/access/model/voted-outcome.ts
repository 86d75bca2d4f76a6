import type { Request } from '../../policy/request.ts'
import { type BoundPolicy, decide, voteOf } from './decide.ts'
import type { RouteTaken, Vote } from './region.ts'

/** The outcome of a request on one side. */
export interface Outcome {
  readonly vote: Vote
  readonly route: RouteTaken | null
}

/** @param isUnbound the sender is a policy that is bound to no known agent: it votes, and decides nothing. */
export function votedOutcome(request: Request, bound: readonly BoundPolicy[], isUnbound: boolean): Outcome {
  if (isUnbound) return voteOf(request, bound[0] ?? null)
  const { decision, route } = decide(request, bound)
  return { vote: decision, route }
}
