/** What guards have against a plan, in the words of terminal and Markdown. Not yet safe to print. */
import type { Ruling } from '../plan/guards/check-guards.ts'
import type { Guard } from '../plan/plan.ts'

const OPTIONS: Partial<Readonly<Record<Guard, string>>> = {
  behind: '--allow-behind',
  'mass-delete': '--allow-deletes',
  'empty-desired': '--allow-empty',
  'in-use': '--allow-in-use',
  'live-narrowed': '--overwrite-live',
  'unknown-fields': '--drop-fields',
  widening: '--allow-widening',
}

export function standing(rulings: readonly Ruling[]): readonly Ruling[] {
  return rulings.filter(({ liftedBy }) => liftedBy === null)
}

/** `in use by billing-agent; lifted by exception "TICKET-1" until 2026-12-31`; a refusal that nobody would see otherwise. */
export function liftedWords({ guard, fact, liftedBy }: Ruling): string {
  if (liftedBy === null) return ''
  if (liftedBy === 'option') return `${fact}; lifted by ${OPTIONS[guard] ?? 'an option'}`
  return `${fact}; lifted by exception "${liftedBy.reason}" until ${liftedBy.until}`
}

/** Guards by name, each once. */
export function guardsIn(rulings: readonly Pick<Ruling, 'guard'>[]): string {
  return [...new Set(rulings.map(({ guard }) => guard))].join(', ')
}
