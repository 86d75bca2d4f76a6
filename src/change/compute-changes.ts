/**
 * Computes from desired, live and ledger what has to change, and which side made
 * it differ.
 *
 * Only a policy that the ledger has, or that an interrupted apply created, is ever
 * deleted: a policy that the repository never had is reported and left alone.
 * Fields that the server added are ignored.
 */
import { canonicalText, isSameSpec, specText } from '../policy/canonical.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import { hasUnshown, liveAsKnown } from '../policy/live-as-known.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Spec } from '../policy/policy.ts'
import type { Change, Changes, Origin } from './change.ts'
import type { Desired, DesiredPolicy } from './desired.ts'

/** The three sides of a comparison. */
export interface Sides {
  readonly desired: Desired
  readonly live: readonly LivePolicy[]
  /** null: nothing is remembered, so nothing is deleted. */
  readonly ledger: LedgerSnapshot | null
  /** Policies of other projects of the repository, which are not unmanaged. Default: none. */
  readonly theirs?: ReadonlySet<string>
}

/** @returns lists that are sorted by policy name. */
export function computeChanges({ desired, live, ledger, theirs }: Sides): Changes {
  const liveByName = new Map(live.map((policy) => [policy.name, policy]))
  const names = new Set([...desired.keys(), ...liveByName.keys(), ...(ledger?.policies.keys() ?? [])])
  const found: Found = { changes: [], unchanged: [], unmanaged: [], adopted: [], newlyManaged: [] }
  for (const name of [...names].sort()) {
    sortIn(found, { name, desired: desired.get(name), live: liveByName.get(name), ledger })
  }
  if (theirs !== undefined)
    return { ...found, unmanaged: found.unmanaged.filter((name) => !theirs.has(name)) }
  return found
}

type Found = { readonly [List in keyof Changes]: Changes[List][number][] }

interface Case {
  readonly name: string
  readonly desired: DesiredPolicy | undefined
  readonly live: LivePolicy | undefined
  readonly ledger: LedgerSnapshot | null
}

function sortIn(found: Found, one: Case): void {
  const { name, desired, live, ledger } = one
  const applied = ledger?.policies.get(name) ?? null
  const before = live === undefined ? null : seen(live.spec, applied, desired?.spec ?? null)
  if (desired === undefined) {
    if (before === null) return
    if (!isOwned(one)) found.unmanaged.push(name)
    else found.changes.push({ ...changeOf(one, before, applied), action: 'delete', file: null, after: null })
    return
  }
  if (ledger !== null && applied === null && before !== null) found.adopted.push(name)
  if (before !== null && !isOwned(one)) found.newlyManaged.push(name)
  if (isSameSpec(before, desired.spec)) found.unchanged.push(name)
  else found.changes.push(changeOf(one, before, applied))
}

/**
 * The live spec for comparing: without the server's own fields, and with values
 * that a server may not show filled in from the applied spec, else from the
 * desired one. Equal texts, the usual case, need no work.
 */
function seen(live: Spec, applied: Spec | null, desired: Spec | null): Spec {
  if (desired !== null && !hasUnshown(applied) && canonicalText(live) === canonicalText(desired))
    return desired
  return liveAsKnown(live, applied, desired)
}

function changeOf(one: Case, before: Spec | null, applied: Spec | null): Change {
  return {
    action: before === null ? 'create' : 'update',
    policy: one.name,
    file: one.desired?.file ?? null,
    origin: originOf(one, applied),
    before,
    after: one.desired?.spec ?? null,
    ledger: applied,
    usedBy: one.live?.usedBy ?? [],
  }
}

/**
 * Tells whether the repository may delete the policy: the ledger has it, or an
 * interrupted apply created it. An unmanaged policy that an interrupted apply
 * was about to adopt has a pending spec too, but was never absent.
 */
function isOwned({ name, ledger, live }: Case): boolean {
  if (ledger === null) return false
  if (ledger.policies.has(name)) return true
  const pending = ledger.pending.get(name) ?? []
  return pending.includes(null) && pending.some((spec) => spec !== null && isLeftBy(spec, live?.spec ?? null))
}

function originOf({ name, desired, live, ledger }: Case, applied: Spec | null): Origin {
  if (ledger === null) return 'unknown'
  const ours = [applied, ...(ledger.pending.get(name) ?? [])]
  if (ours.some((spec) => isLeftBy(spec, live?.spec ?? null))) return 'repository'
  return isSameSpec(desired?.spec ?? null, applied) ? 'live' : 'both'
}

/** Tells whether live is a spec that we wrote. Fields that this spec does not name are ignored: the server may have added them. */
function isLeftBy(spec: Spec | null, live: Spec | null): boolean {
  return isSameSpec(spec, live === null || spec === null ? live : liveAsKnown(live, spec))
}

/** Finds renames: a delete and a create with the same spec. Each policy is named once. */
export function findRenames(
  changes: readonly Pick<Change, 'action' | 'policy' | 'before' | 'after'>[],
): readonly Rename[] {
  const created = new Map<string, { readonly policy: string }[]>()
  for (const change of changes) {
    if (change.action !== 'create' || change.after === null) continue
    const key = specText(change.after)
    created.set(key, [...(created.get(key) ?? []), change])
  }
  return changes.flatMap(({ action, policy, before }) => {
    if (action !== 'delete' || before === null) return []
    const to = created.get(specText(before))?.shift()
    return to === undefined ? [] : [{ from: policy, to: to.policy }]
  })
}

export interface Rename {
  readonly from: string
  readonly to: string
}
