import type { LedgerSnapshot } from './ledger-snapshot.ts'

/** The ledger without some policies, which are then neither deleted by an apply nor reported as missing by drift. */
export function ledgerWithout(ledger: LedgerSnapshot, names: readonly string[]): LedgerSnapshot {
  if (names.length === 0) return ledger
  const { policies, pending } = ledger
  return { ...ledger, policies: without(policies, names), pending: without(pending, names) }
}

export function without<Value>(
  map: ReadonlyMap<string, Value>,
  names: readonly string[],
): ReadonlyMap<string, Value> {
  return names.length === 0 ? map : new Map([...map].filter(([name]) => !names.includes(name)))
}
