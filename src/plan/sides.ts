/** The two sides of access that a plan is about: live as it is, and as it would be. */
import type { AccessSide } from '../access/model/access-side.ts'
import { type Binding, bindingsOf } from '../policy/binding.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Spec } from '../policy/policy.ts'

/** A policy and what it becomes; null where it goes. */
export interface Becomes {
  readonly policy: string
  readonly spec: Spec | null
}

/**
 * Live, unmanaged policies too; bound are the agents that live shows and those
 * that PolicyBinding documents name.
 *
 * @param seen specs of changed policies without the server's own fields.
 */
export function liveSide(
  live: readonly LivePolicy[],
  documents: readonly Binding[],
  seen: readonly Becomes[],
): AccessSide {
  const shown = live.flatMap(({ name, usedBy }) => (usedBy ?? []).map((agent) => ({ agent, policy: name })))
  const policies = new Map(live.map(({ name, spec }) => [name, spec]))
  return sideAfter({ policies, bindings: bindingsOf([...shown, ...documents]) }, seen)
}

export function sideAfter({ policies, bindings }: AccessSide, changed: readonly Becomes[]): AccessSide {
  const next = new Map(policies)
  for (const { policy, spec } of changed) {
    if (spec === null) next.delete(policy)
    else next.set(policy, spec)
  }
  return { policies: next, bindings }
}
