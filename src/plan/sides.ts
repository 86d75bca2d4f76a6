/** The two sides of access that a plan compares: live as it is, and as it would be. */
import type { AccessSide } from '../access/model/access-side.ts'
import type { Binding } from '../policy/binding.ts'
import { type LiveBindings, withDocuments } from '../policy/live-bindings.ts'
import type { LivePolicy, UnreadablePolicy } from '../policy/live-policy.ts'
import type { Spec } from '../policy/policy.ts'
import type { Tool } from '../policy/tool.ts'

/** A policy and its new spec; null: it is deleted. */
export interface Becomes {
  readonly policy: string
  readonly spec: Spec | null
}

/** A workspace as it was read. */
export interface SeenWorkspace {
  /** All readable policies, also unmanaged ones. */
  readonly live: readonly LivePolicy[]
  readonly liveBindings: LiveBindings
  /** Live policies that cannot be read. Their access is unknown, so no guardrail is proven. Default: none. */
  readonly unreadable?: readonly UnreadablePolicy[]
  /** The unreadable policies that a file or the ledger has. Default: none. */
  readonly unreadableOwn?: ReadonlySet<string>
  /** The unreadable policies that the ledger has and no file has. Default: none. */
  readonly unreadableGone?: ReadonlySet<string>
  /** Bindings of PolicyBinding documents, for agents that live does not name. */
  readonly bindings: readonly Binding[]
  /** Tools of the workspace, for witnesses. null or absent: they cannot be read. */
  readonly tools?: readonly Tool[] | null
}

/** @param seen specs of changed policies without the server's own fields. */
export function liveSide(
  { live, liveBindings, bindings: documents }: SeenWorkspace,
  seen: readonly Becomes[],
): AccessSide {
  const policies = new Map(live.map(({ name, spec }) => [name, spec]))
  return sideAfter({ policies, bindings: withDocuments(liveBindings, documents) }, seen)
}

export function sideAfter({ policies, bindings }: AccessSide, changed: readonly Becomes[]): AccessSide {
  const next = new Map(policies)
  for (const { policy, spec } of changed) {
    if (spec === null) next.delete(policy)
    else next.set(policy, spec)
  }
  return { policies: next, bindings }
}
