import type { GuardrailResult } from '../../access/questions/guardrail.ts'

/** While a live policy cannot be read nobody knows what it lets through: what would be proven is not. */
export function doubted<Result extends GuardrailResult>(
  results: readonly Result[],
  { unreadable = [] }: { readonly unreadable?: readonly unknown[] },
): readonly Result[] {
  if (unreadable.length === 0) return results
  return results.map((result) => (result.result === 'proven' ? { ...result, result: 'unproven' } : result))
}
