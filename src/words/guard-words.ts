/** Words for the objections of guards to a plan, the same for terminal and Markdown. */
import type { Ruling } from '../plan/guards/check-guards.ts'
import type { Guard } from '../plan/plan.ts'
import { asCode, asValue, NOTHING, own, say, type Words } from './span.ts'

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

/** `in use by billing-agent; lifted by exception "TICKET-1" until 2026-12-31`: a guard that was lifted, and by what. Empty for one that was not. */
export function liftedWords({ guard, fact, liftedBy }: Ruling): Words {
  if (liftedBy === null) return NOTHING
  const option = OPTIONS[guard]
  if (liftedBy === 'option')
    return say`${asValue(fact)}; lifted by ${option === undefined ? own('an option') : asCode(option)}`
  return say`${asValue(fact)}; lifted by exception "${asValue(liftedBy.reason)}" until ${asValue(liftedBy.until)}`
}

/** Words for an objection of a guard, and for what would lift it. */
export function refusalWords({ fact, remedy }: Pick<Ruling, 'fact' | 'remedy'>): Words {
  return say`${asValue(fact)}; ${asValue(remedy)}`
}

/** Guards by name, each once. */
export function guardsIn(rulings: readonly Pick<Ruling, 'guard'>[]): string {
  return [...new Set(rulings.map(({ guard }) => guard))].join(', ')
}
