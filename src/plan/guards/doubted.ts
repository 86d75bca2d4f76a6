import type { GuardrailResult } from '../../access/questions/guardrail.ts'

/** A live policy that cannot be read may let anything through, so a proof beside it is only 'unproven'. */
export function doubted<Result extends GuardrailResult>(
  results: readonly Result[],
  { unreadable = [] }: { readonly unreadable?: readonly unknown[] },
): readonly Result[] {
  if (unreadable.length === 0) return results
  return results.map((result) => (result.result === 'proven' ? { ...result, result: 'unproven' } : result))
}
