/** Finds the unmanaged policies that contribute to breaking a guardrail. */
import type { AccessSide } from '../../access/model/access-side.ts'
import type { Guardrail, GuardrailResult } from '../../access/questions/guardrail.ts'
import { newlyBroken } from '../../access/questions/newly-broken.ts'
import type { Safety } from './guard.ts'

/** A result with the unmanaged policies that break the guardrail; [] if only managed ones do. */
export type JudgedGuardrail<Result extends GuardrailResult = GuardrailResult> = Result & {
  readonly brokenByUnmanaged: readonly string[]
}

export interface UnmanagedOnSide {
  /** Names of live policies that neither a file nor the ledger has. */
  readonly unmanaged: readonly string[]
  /** The access with these policies. */
  readonly side: AccessSide
}

/**
 * Finds the unmanaged policies that break guardrails, each with a request that proves
 * it. A guardrail that a managed policy breaks too is still searched for unmanaged
 * ones, which nobody has reviewed.
 * @param results of the guardrails on the side, in the same order.
 */
export function judgeUnmanaged<Result extends GuardrailResult>(
  results: readonly Result[],
  guardrails: readonly Guardrail[],
  subject: UnmanagedOnSide,
): readonly JudgedGuardrail<Result>[] {
  return results.map((result, index) => {
    const guardrail = guardrails[index]
    if (result.result !== 'violated' || guardrail === undefined || subject.unmanaged.length === 0)
      return { ...result, brokenByUnmanaged: [] }
    return judged(result, guardrail, subject)
  })
}

function judged<Result extends GuardrailResult>(
  result: Result,
  guardrail: Guardrail,
  { unmanaged, side }: UnmanagedOnSide,
): JudgedGuardrail<Result> {
  const isUnmanaged = new Set(unmanaged)
  const managed = new Map([...side.policies].filter(([name]) => !isUnmanaged.has(name)))
  const breach = newlyBroken(guardrail, { before: { ...side, policies: managed }, after: side })
  const shown =
    breach === null ? result : { ...result, counterexample: breach.counterexample, because: breach.because }
  const movers = [...(breach?.movedBy ?? []), ...shown.because.map(({ policy }) => policy)]
  return { ...shown, brokenByUnmanaged: [...new Set(movers)].filter((name) => isUnmanaged.has(name)).sort() }
}

/** Tells whether `safety.unmanaged: fail` makes the exit status 1. */
export function failsForUnmanaged(
  results: readonly Pick<JudgedGuardrail, 'brokenByUnmanaged'>[],
  unmanaged: Safety['unmanaged'],
): boolean {
  return unmanaged === 'fail' && results.some(({ brokenByUnmanaged }) => brokenByUnmanaged.length > 0)
}
