/**
 * Makes the plan from desired, live and ledger: steps with their effect on access, the order of
 * writes, and the rulings of guards. `plan`, `apply`, `rollback` and the Action all use it, so an
 * apply does what the plan shows.
 */

import { directionsIn } from '../access/compare/direction.ts'
import { type RepeatableComparison, repeatableComparison } from '../access/compare/repeatable-comparison.ts'
import type { AccessSide } from '../access/model/access-side.ts'
import type { Region } from '../access/model/region.ts'
import { regionsOfTools } from '../access/questions/regions-of-tools.ts'
import type { Change, Changes } from '../change/change.ts'
import { computeChanges, findRenames } from '../change/compute-changes.ts'
import { keepOnly } from '../change/keep-only.ts'
import { fingerprint } from '../policy/fingerprint.ts'
import { groupBy } from '../policy/group-by.ts'
import { danglingIn } from '../policy/live-bindings.ts'
import type { Spec } from '../policy/policy.ts'
import { UNNAMED_TARGET } from '../policy/workspace.ts'
import { checkGuards, type Ruling } from './guards/check-guards.ts'
import { doubted } from './guards/doubted.ts'
import type { Exception } from './guards/exception.ts'
import type { Guarded } from './guards/guard.ts'
import { guardrailRefusals } from './guards/guardrail.ts'
import { type PlannedGuardrail, plannedGuardrails } from './guards/planned-guardrails.ts'
import { orderWrites } from './order-writes.ts'
import type { Phase, Step } from './plan.ts'
import { planDocument } from './plan-document.ts'
import type { PlanInput, Planned } from './plan-input.ts'
import { liveSide, sideAfter } from './sides.ts'
import { temporaryLossesOf } from './temporary-losses.ts'
import { judgedFields, unknownInPlan } from './unknown-fields-of.ts'

export function makePlan(input: PlanInput): Planned {
  const all = computeChanges(input)
  const changes = keepOnly(all, input)
  const seen = changes.changes.map(({ policy, before }) => ({ policy, spec: before }))
  const before = liveSide(input, seen)
  const whole = comparedWith(before, changes.changes)
  const directionIn = directionsIn(whole)
  const steps = changes.changes.map((change) => stepOf(change, directionIn(change.policy)))
  const unknown = unknownInPlan(input, changes)
  const { unmanaged } = changes
  const considered = { changes: changes.changes, unmanaged, steps, whole, erased: unknown.erased }
  const settled = settle(input, considered)
  const written = steps.filter(({ policy }) => !settled.held.has(policy))
  const phases = orderWrites(written)
  const { tools = null } = input
  const served = regionsOfTools(settled.access, { before, after: settled.after, tools })
  const contents = { ...settled, ...served, changes, steps: inOrderOfWriting(steps, phases), phases }
  const renames = findRenames(changes.changes)
  return {
    plan: planDocument(input, {
      ...contents,
      leftOut: outside(all, changes),
      renames,
      unknownFields: unknown.fields,
    }),
    changes,
    before,
    after: settled.after,
    compareAgain: settled.again,
    served: tools,
    temporaryLosses: temporaryLossesOf({ before, after: sideOf(before, written), phases }),
    dangling: danglingIn(input.liveBindings.pairs, knownIn(input)),
    goneAgents: input.liveBindings.gone,
    // A plan of only some policies cannot tell whether an exception is idle.
    idleExceptions: input.only.length === 0 && input.names === undefined ? settled.idle : [],
    rulings: settled.rulings,
    guardrails: settled.guardrails,
    fieldSources: judgedFields(input),
  }
}

/** Names the policies that have to change and are outside the scope of the plan. */
function outside(all: Changes, kept: Changes): readonly string[] {
  const inside = new Set(kept.changes.map(({ policy }) => policy))
  return all.changes.flatMap(({ policy }) => (inside.has(policy) ? [] : [policy]))
}

function stepOf(change: Change, direction: Step['direction']): Step {
  const { ledger: _ledger, ...step } = change
  return {
    ...step,
    beforeFingerprint: fingerprintOf(change.before),
    afterFingerprint: fingerprintOf(change.after),
    direction,
  }
}

function fingerprintOf(spec: Spec | null) {
  return spec === null ? null : fingerprint(spec)
}

interface Considered {
  readonly changes: readonly Change[]
  readonly steps: readonly Step[]
  /** The comparison with every step. */
  readonly whole: RepeatableComparison
  readonly erased: Guarded['erased']
  /** Names of live policies that neither a file nor the ledger has. */
  readonly unmanaged: readonly string[]
}

interface Settled {
  readonly after: AccessSide
  readonly access: readonly Region[]
  readonly again: RepeatableComparison['again']
  readonly guardrails: readonly PlannedGuardrail[]
  readonly rulings: readonly Ruling[]
  readonly held: ReadonlySet<string>
  readonly idle: readonly Exception[]
}

/**
 * Runs the guards. With --skip-blocked the blocked steps are left out, which changes
 * the effect of the others, so the guards run again until they block nothing more.
 */
function settle(input: PlanInput, { changes, steps, whole, erased, unmanaged }: Considered): Settled {
  let standing: readonly Ruling[] = []
  let held: ReadonlySet<string> = new Set()
  for (;;) {
    const written = steps.filter(({ policy }) => !held.has(policy))
    const { after, access, again } = held.size === 0 ? whole : comparedWith(whole.before, written)
    const guarded = guardedOf(input, { changes, steps, access, erased })
    const sides = { before: whole.before, after }
    const guardrails = doubted(plannedGuardrails(input.guardrails, sides, unmanaged), input)
    const broken = guardrails.flatMap(({ brokenByPlan }) => brokenByPlan ?? [])
    const more = guardrailRefusals(broken, written)
    const today = input.createdAt.slice(0, 10)
    const verdict = checkGuards(guarded, { exceptions: input.exceptions, today, more })
    standing = renewed(
      standing,
      verdict.rulings.filter(({ liftedBy }) => liftedBy === null),
    )
    const all = new Set([...held, ...verdict.held])
    if (!input.skipBlocked || all.size === held.size) {
      const lifted = verdict.rulings.filter(({ liftedBy }) => liftedBy !== null)
      const rulings = [...standing, ...lifted]
      return { after, access, again, guardrails, rulings, held: all, idle: verdict.idle }
    }
    held = all
  }
}

/** Replaces the former rulings of a guard on a policy by its new ones; there may be several at once. */
function renewed(before: readonly Ruling[], now: readonly Ruling[]): readonly Ruling[] {
  return [...new Map([...bySubject(before), ...bySubject(now)]).values()].flat()
}

function bySubject(rulings: readonly Ruling[]): ReadonlyMap<string, readonly Ruling[]> {
  return groupBy(rulings, ({ guard, policy }) => `${guard} ${policy}`)
}

function comparedWith(
  before: AccessSide,
  written: readonly Pick<Step, 'policy' | 'after'>[],
): RepeatableComparison {
  return repeatableComparison(before, sideOf(before, written))
}

function guardedOf(
  input: PlanInput,
  about: Pick<Guarded, 'changes' | 'steps' | 'access' | 'erased'>,
): Guarded {
  const { ledger, isBehind, changesHands = false, safety, overrides, desired, isOneOfSeveral = false } = input
  const { name } = input.target
  const namesTarget = isOneOfSeveral ? name : null
  const targetOption = name === UNNAMED_TARGET ? null : name
  return {
    ...about,
    ...{ ledger, isBehind, changesHands, safety, overrides, namesTarget, targetOption },
    desiredCount: desired.size,
  }
}

function sideOf(before: AccessSide, steps: readonly Pick<Step, 'policy' | 'after'>[]): AccessSide {
  return sideAfter(
    before,
    steps.map(({ policy, after }) => ({ policy, spec: after })),
  )
}

/** Sorts steps by the write that finishes them; blocked steps come last, by name. */
function inOrderOfWriting(steps: readonly Step[], phases: readonly Phase[]): readonly Step[] {
  const position = new Map(phases.flatMap(({ writes }) => writes).map(({ policy }, index) => [policy, index]))
  const last = Number.POSITIVE_INFINITY
  return [...steps].sort((a, b) => {
    const [left, right] = [position.get(a.policy) ?? last, position.get(b.policy) ?? last]
    return left === right ? (a.policy < b.policy ? -1 : 1) : left - right
  })
}

function knownIn({ live, desired, unreadable = [] }: PlanInput): ReadonlySet<string> {
  return new Set([...[...live, ...unreadable].map(({ name }) => name), ...desired.keys()])
}
