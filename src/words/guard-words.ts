/** Words for the rulings of guards on a plan, the same for terminal and Markdown. */
import type { Ruling } from '../plan/guards/check-guards.ts'
import type { OverrideFlag } from '../plan/guards/override.ts'
import type { Guard } from '../plan/plan.ts'
import { asCode, asValue, NOTHING, own, say, type Words } from './span.ts'

const OPTIONS: Partial<Readonly<Record<Guard, OverrideFlag>>> = {
  behind: '--allow-behind',
  'mass-delete': '--allow-deletes',
  'empty-desired': '--allow-empty',
  'in-use': '--allow-in-use',
  'live-narrowed': '--overwrite-live',
  'unknown-fields': '--drop-fields',
  widening: '--allow-widening',
}

/** Tells whether an option lifts the guard, and so an entry in `exceptions` of the config, which takes the same guards. */
export function isLiftable(guard: string): boolean {
  return guard in OPTIONS
}

export function unlifted(rulings: readonly Ruling[]): readonly Ruling[] {
  return rulings.filter(({ liftedBy }) => liftedBy === null)
}

/** `in use by billing-agent; lifted by exception "TICKET-1" until 2026-12-31`. Empty for a guard that was not lifted. */
export function liftedWords({ guard, fact, liftedBy }: Ruling): Words {
  if (liftedBy === null) return NOTHING
  const option = OPTIONS[guard]
  if (liftedBy === 'option')
    return say`${asValue(fact)}; lifted by ${option === undefined ? own('an option') : asCode(option)}`
  return say`${asValue(fact)}; lifted by exception "${asValue(liftedBy.reason)}" until ${asValue(liftedBy.until)}`
}

/** Words for the ruling of a guard, and for its remedy. */
export function refusalWords({ fact, remedy }: Pick<Ruling, 'fact' | 'remedy'>): Words {
  return say`${asValue(fact)}; ${asValue(remedy)}`
}

/** Guards by name, each once. */
export function guardsIn(rulings: readonly Pick<Ruling, 'guard'>[]): string {
  return [...new Set(rulings.map(({ guard }) => guard))].join(', ')
}
