/** Computes from ledger and live what was changed in a workspace outside git. */
import { isSameSpec } from '../policy/canonical.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import { liveAsKnown } from '../policy/live-as-known.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Spec } from '../policy/policy.ts'
import { unknownFieldChanges } from './erased-fields.ts'
import type { FieldChange } from './field-changes.ts'

export interface DriftSides {
  readonly ledger: LedgerSnapshot
  readonly live: readonly LivePolicy[]
  /** Paths that the config calls the server's own. */
  readonly serverFields: readonly string[]
  /** Policies that an earlier revision of the ledger had and this one has not: if live has one again, somebody created it. */
  readonly former: ReadonlySet<string>
  /** Policies of other projects of the repository: neither drift of this one nor unmanaged. Default: none. */
  readonly theirs?: ReadonlySet<string>
}

export interface Drifted {
  readonly policy: string
  readonly kind: 'added' | 'removed' | 'changed'
  /** As last applied; null if it was not there. */
  readonly before: Spec | null
  /** Live, without the server's own fields; null if it is gone. */
  readonly after: Spec | null
  /** Changes of fields that the schema does not know; `before` and `after` have none of them. */
  readonly unknown: readonly FieldChange[]
}

export interface Drift {
  /** Sorted by policy. */
  readonly changes: readonly Drifted[]
  /** Policies that an interrupted apply left half done: nobody edited them, and the next apply finishes them. Sorted. */
  readonly interrupted: readonly string[]
  /** Policies that `adopt` took over and that are not applied yet: the ledger knows them, and does not own them. Sorted. */
  readonly adopted: readonly string[]
  /** Policies that are live and never were in the ledger: not drift. Sorted. */
  readonly unmanaged: readonly string[]
}

export function computeDrift(sides: DriftSides): Drift {
  const liveByName = new Map(sides.live.map(({ name, spec }) => [name, spec]))
  const { ledger, theirs } = sides
  const others = [...liveByName.keys()].filter((name) => theirs?.has(name) !== true)
  const names = [...new Set([...ledger.policies.keys(), ...others])].sort()
  const cases = names.map((name) => caseOf(name, liveByName.get(name) ?? null, sides))
  const named = (verdict: Verdict): readonly Case[] => cases.filter((one) => one.verdict === verdict)
  return {
    changes: named('drifted').map(driftedOf),
    interrupted: named('interrupted').map(({ name }) => name),
    adopted: named('adopted').map(({ name }) => name),
    unmanaged: named('unmanaged').map(({ name }) => name),
  }
}

type Verdict = 'same' | 'drifted' | 'interrupted' | 'adopted' | 'unmanaged'

interface Case {
  readonly name: string
  readonly before: Spec | null
  readonly after: Spec | null
  readonly unknown: readonly FieldChange[]
  readonly verdict: Verdict
}

function caseOf(name: string, live: Spec | null, sides: DriftSides): Case {
  const { ledger, former } = sides
  const before = ledger.policies.get(name) ?? null
  const after = live === null ? null : liveAsKnown(live, before)
  const isLeftOver = (ledger.pending.get(name) ?? []).some((spec) =>
    isSameSpec(spec, live === null ? null : liveAsKnown(live, spec)),
  )
  const unknown = before === null || live === null ? [] : unknownChanges(name, { before, live }, sides)
  const one = { name, before, after, unknown }
  if (isSameSpec(before, after)) return { ...one, verdict: unknown.length === 0 ? 'same' : 'drifted' }
  if (isLeftOver) return { ...one, verdict: isAdoption(ledger, name) ? 'adopted' : 'interrupted' }
  const isOurs = before !== null || former.has(name)
  return { ...one, verdict: isOurs ? 'drifted' : 'unmanaged' }
}

/** Changes of unknown fields; none if the ledger does not remember them, since nobody can tell then what changed. */
function unknownChanges(
  name: string,
  { before, live }: { readonly before: Spec; readonly live: Spec },
  { ledger, serverFields }: DriftSides,
): readonly FieldChange[] {
  if (ledger.shown === undefined) return []
  return unknownFieldChanges(ledger.shown.get(name)?.spec ?? before, live, serverFields)
}

/**
 * Tells whether the pending content of the ledger comes from `adopt`: exactly one
 * spec, of a policy that the ledger does not own. An apply leaves several specs,
 * or null for a policy that was absent before.
 */
export function isAdoption({ policies, pending }: LedgerSnapshot, name: string): boolean {
  const specs = pending.get(name) ?? []
  return !policies.has(name) && specs.length === 1 && specs[0] !== null
}

/** Marks policies that the ledger has from `adopt`. @param policies live, and in no file. */
export function markAdopted(
  policies: readonly LivePolicy[],
  ledger: LedgerSnapshot | null,
): readonly LivePolicy[] {
  if (ledger === null) return policies
  return policies.map((policy) => (isAdoption(ledger, policy.name) ? { ...policy, isAdopted: true } : policy))
}

function driftedOf({ name, before, after, unknown }: Case): Drifted {
  const kind = before === null ? 'added' : after === null ? 'removed' : 'changed'
  return { policy: name, kind, before, after, unknown }
}
