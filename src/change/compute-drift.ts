/** ledger × live → what was changed in a workspace outside git. Pure. */
import { isSameSpec } from '../policy/canonical.ts'
import { withoutForeignFields } from '../policy/known-fields.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Spec } from '../policy/policy.ts'

export interface DriftSides {
  readonly ledger: LedgerSnapshot
  readonly live: readonly LivePolicy[]
  /** Policies that the ledger held once and holds no more: live again, somebody brought them back. */
  readonly former: ReadonlySet<string>
}

export interface Drifted {
  readonly policy: string
  readonly kind: 'added' | 'removed' | 'changed'
  /** As last applied, null where it was not there. */
  readonly before: Spec | null
  /** Live, without the server's own fields; null where it is gone. */
  readonly after: Spec | null
}

export interface Drift {
  /** Sorted by policy. */
  readonly changes: readonly Drifted[]
  /** Half done by an apply that was interrupted: nobody's edit, and finished by the next apply. Sorted. */
  readonly interrupted: readonly string[]
  /** Taken over by `adopt` and not applied yet: the ledger knows them, and does not own them. Sorted. */
  readonly adopted: readonly string[]
  /** Live and never in the ledger; no drift. Sorted. */
  readonly unmanaged: readonly string[]
}

export function computeDrift(sides: DriftSides): Drift {
  const liveByName = new Map(sides.live.map(({ name, spec }) => [name, spec]))
  const names = [...new Set([...sides.ledger.policies.keys(), ...liveByName.keys()])].sort()
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
  readonly verdict: Verdict
}

function caseOf(name: string, live: Spec | null, { ledger, former }: DriftSides): Case {
  const before = ledger.policies.get(name) ?? null
  const after = live === null ? null : withoutForeignFields(live, before)
  const isLeftOver = (ledger.pending.get(name) ?? []).some((spec) =>
    isSameSpec(spec, live === null ? null : withoutForeignFields(live, spec)),
  )
  if (isSameSpec(before, after)) return { name, before, after, verdict: 'same' }
  if (isLeftOver)
    return { name, before, after, verdict: isAdoption(ledger, name) ? 'adopted' : 'interrupted' }
  const isOurs = before !== null || former.has(name)
  return { name, before, after, verdict: isOurs ? 'drifted' : 'unmanaged' }
}

/**
 * Whether what the ledger holds as pending comes from `adopt`: one spec, of a
 * policy that it does not own. An apply leaves several, or the absence before.
 */
export function isAdoption({ policies, pending }: LedgerSnapshot, name: string): boolean {
  const specs = pending.get(name) ?? []
  return !policies.has(name) && specs.length === 1 && specs[0] !== null
}

function driftedOf({ name, before, after }: Case): Drifted {
  const kind = before === null ? 'added' : after === null ? 'removed' : 'changed'
  return { policy: name, kind, before, after }
}
