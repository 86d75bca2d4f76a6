/** Computes what was changed live, what that does to access, and what the next apply does with it. */

import { compareAccess } from '../access/compare/compare.ts'
import { directionOf } from '../access/compare/direction.ts'
import type { AccessSide } from '../access/model/access-side.ts'
import type { Direction } from '../access/model/region.ts'
import type { Guardrail } from '../access/questions/guardrail.ts'
import { checkGuardrails } from '../access/questions/guardrails.ts'
import { regionsOfTools, type ServedAccess } from '../access/questions/regions-of-tools.ts'
import {
  computeDrift,
  type Drift,
  type Drifted,
  type DriftSides,
  isAdoption,
  markAdopted,
} from '../change/compute-drift.ts'
import { type FieldChange, fieldChanges } from '../change/field-changes.ts'
import { liveAsKnown } from '../policy/live-as-known.ts'
import type { BindingSource } from '../policy/live-bindings.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Tool } from '../policy/tool.ts'
import { type BindingDrift, bindingDriftOf } from './binding-drift.ts'
import { type DriftOutcome, driftOutcome, isAsWanted, type Wanted } from './drift-outcome.ts'
import { type JudgedGuardrail, judgeUnmanaged } from './guards/broken-by-unmanaged.ts'
import { doubted } from './guards/doubted.ts'
import type { PolicyField, Unreadable } from './plan.ts'
import { liveSide, type SeenWorkspace, sideAfter } from './sides.ts'
import { unknownInDrift } from './unknown-fields-of.ts'
import { unreadableIn, withUnreadable } from './unreadable.ts'

export interface DriftChange {
  readonly policy: string
  readonly kind: Drifted['kind']
  readonly fields: readonly FieldChange[]
  readonly direction: Direction | 'same'
  /** The effect of the next apply from these files. */
  readonly outcome: DriftOutcome
}

export interface FoundDrift extends ServedAccess {
  readonly changes: readonly DriftChange[]
  readonly before: AccessSide
  readonly after: AccessSide
  /** Tools of the workspace; null: they cannot be read. */
  readonly served: readonly Tool[] | null
  /** Policies that an interrupted apply left; they are not drift. */
  readonly interrupted: Interrupted
  /** Live policies that were never applied from here. Sorted. */
  readonly unmanaged: readonly string[]
  /** The unmanaged policies that `adopt` wrote into a file and no apply has taken over yet. */
  readonly adopted: readonly LivePolicy[]
  /** Live policies that cannot be read. */
  readonly unreadable: readonly Unreadable[]
  /** The other unmanaged policies that a file has: the next apply takes them over. */
  readonly claimed: readonly LivePolicy[]
  /** The other unmanaged policies; unreadable ones come first. */
  readonly madeElsewhere: readonly LivePolicy[]
  readonly bindings: BindingSource
  readonly bindingDrift: BindingDrift
  /** Live policies that the server cannot use, with what it says. Sorted. */
  readonly notReady: readonly NotReady[]
  /** Fields of managed policies that the schema does not know, without the server's own. */
  readonly unknownFields: readonly PolicyField[]
  /** Checked against all live policies, managed or not. */
  readonly guardrails: readonly JudgedGuardrail[]
}

export interface NotReady {
  readonly policy: string
  /** The reason; '' if the server does not say. */
  readonly message: string
}

/** The policies that an unfinished apply meant to write; sorted. */
export interface Interrupted {
  /** Live is what the files say; only the ledger does not know. */
  readonly written: readonly string[]
  /** Live is not yet what the files say. */
  readonly open: readonly string[]
}

export interface DriftInput extends DriftSides, SeenWorkspace {
  readonly wanted: Wanted
  readonly guardrails: readonly Guardrail[]
}

/** Computes the drift. Unmanaged policies are on both sides of the comparison, since they decide too. */
export function makeDrift(input: DriftInput): FoundDrift {
  const drift = computeDrift(input)
  const { changes } = drift
  const adopted = new Set(drift.adopted.filter((name) => input.wanted.has(name)))
  const unmanaged = withUnreadable([...drift.unmanaged, ...drift.adopted].sort(), input)
  const isAlone = new Set(unmanaged.filter((name) => !adopted.has(name)))
  const claimed = new Set(drift.unmanaged.filter((name) => input.wanted.has(name)))
  const { unreadable = [] } = input
  const seen = changes.map(({ policy, after }) => ({ policy, spec: after }))
  const after = liveSide(input, seen)
  const applied = changes.map(({ policy, before }) => ({ policy, spec: before }))
  const before = sideAfter(after, applied)
  return {
    changes: changes.map((one) => changeOf(one, input.wanted)),
    served: input.tools ?? null,
    ...regionsOfTools(compareAccess(before, after), { before, after, tools: input.tools ?? null }),
    before,
    after,
    interrupted: interruptedOf(input, drift),
    unmanaged,
    adopted: input.live.filter(({ name }) => adopted.has(name)),
    claimed: input.live.filter(({ name }) => claimed.has(name)),
    unreadable: unreadableIn(input),
    madeElsewhere: markAdopted(
      [...unreadable, ...input.live].filter(({ name }) => isAlone.has(name) && !claimed.has(name)),
      input.ledger,
    ),
    bindings: input.liveBindings.source,
    bindingDrift: bindingDriftOf(input),
    notReady: input.live.flatMap(notReadyOf),
    unknownFields: unknownInDrift(input),
    guardrails: doubted(judgedOn(after, input.guardrails, [...isAlone]), input),
  }
}

function judgedOn(
  side: AccessSide,
  guardrails: readonly Guardrail[],
  unmanaged: readonly string[],
): readonly JudgedGuardrail[] {
  return judgeUnmanaged(checkGuardrails(guardrails, side), guardrails, { unmanaged, side })
}

function notReadyOf({ name, readiness }: LivePolicy): readonly NotReady[] {
  return readiness?.isReady === false ? [{ policy: name, message: readiness.message }] : []
}

/** Finds the policies of an unfinished apply by the ledger's pending specs, since live does not show writes that never began. */
function interruptedOf({ ledger, live, wanted }: DriftInput, drift: Drift): Interrupted {
  const specs = new Map(live.map(({ name, spec }) => [name, spec]))
  const isOther = new Set([
    ...drift.changes.map(({ policy }) => policy),
    ...drift.adopted,
    ...drift.unmanaged,
    ...[...ledger.pending.keys()].filter((name) => isAdoption(ledger, name)),
  ])
  const isDone = (name: string): boolean => {
    const live = specs.get(name)
    const desired = wanted.get(name)
    return isAsWanted(live === undefined ? null : liveAsKnown(live, desired ?? null), desired)
  }
  const meant = new Set([...drift.interrupted, ...ledger.pending.keys()])
  return {
    written: drift.interrupted.filter(isDone),
    open: [...meant].filter((name) => !isOther.has(name) && !isDone(name)).sort(),
  }
}

function changeOf(drifted: Drifted, wanted: Wanted): DriftChange {
  const { policy, kind, before, after, unknown } = drifted
  return {
    policy,
    kind,
    fields: [...fieldChanges(before, after), ...unknown],
    direction: directionOf(before, after),
    outcome: driftOutcome(drifted, wanted),
  }
}
