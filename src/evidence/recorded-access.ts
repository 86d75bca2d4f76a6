/** Computes the change of access by a commit of a ledger: both trees, compared like any two sides. */
import { compareAccess } from '../access/compare/compare.ts'
import type { RequestFocus } from '../access/compare/focus.ts'
import type { AccessSide } from '../access/model/access-side.ts'
import type { Region } from '../access/model/region.ts'
import type { Bindings } from '../policy/binding.ts'
import type { LedgerContents } from '../policy/ledger-snapshot.ts'

type Held = Pick<LedgerContents, 'policies' | 'bindings'>

const NOBODY: Bindings = new Map()

/** @param before null for the first commit. @param focus only these requests; null: all. */
export function accessChange(
  before: Held | null,
  after: Held,
  focus: RequestFocus | null = null,
): readonly Region[] {
  const [from, to] = heldSides(before, after)
  return isSameHeld(from, to) ? [] : compareAccess(from, to, focus)
}

/** If only one of the two has bindings, both get them: else every agent would seem to be new. */
export function heldSides(before: Held | null, after: Held): readonly [AccessSide, AccessSide] {
  const policies = before?.policies ?? new Map()
  const bindings = before?.bindings ?? after.bindings ?? NOBODY
  return [
    { policies, bindings },
    { policies: after.policies, bindings: after.bindings ?? bindings },
  ]
}

function isSameHeld(from: AccessSide, to: AccessSide): boolean {
  return from.policies === to.policies && from.bindings === to.bindings
}
