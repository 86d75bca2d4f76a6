import type { GuardrailResult } from '../../access/questions/guardrail.ts'

/** Turns 'proven' into 'unproven' if a live policy cannot be read, since that policy may allow anything. */
export function doubted<Result extends GuardrailResult>(
  results: readonly Result[],
  { unreadable = [] }: { readonly unreadable?: readonly unknown[] },
): readonly Result[] {
  if (unreadable.length === 0) return results
  return results.map((result) => (result.result === 'proven' ? { ...result, result: 'unproven' } : result))
}
