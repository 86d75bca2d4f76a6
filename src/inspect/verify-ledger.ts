import { type VerifyAnswer, verifyAnswer } from '../answers/verify.ts'
import { assertQuestion, someOf } from '../diagnostic/assert-question.ts'
import { DEMANDABLE, type Demandable } from '../evidence/verify-chain.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { readVerifiedChain } from './verified-chain.ts'

export interface VerifyQuestion {
  /** The facts that must not stay unknown. */
  readonly required: readonly Demandable[]
}

/**
 * Compares the whole ledger with its statements, and each recorded change of access
 * with the trees. Works in a git clone; writes nothing.
 *
 * @throws PolicyctlError as readVerifiedChain.
 */
export async function verifyLedger(workbench: Workbench, question: VerifyQuestion): Promise<VerifyAnswer> {
  assertQuestion('verifyLedger', question, { required: someOf(DEMANDABLE) })
  const { required } = question
  const { place, verified, trust } = await readVerifiedChain('verify', workbench, required)
  const { keys, pgp, commit } = trust
  return verifyAnswer(place.target, verified, { keys: keys.length + pgp.length, commit })
}
