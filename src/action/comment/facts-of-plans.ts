/** Collects facts of the plans of several targets, each once, with its targets. */
import type { TargetReport, UnmanagedDeed } from '../../answers/target-report.ts'
import type { Rename } from '../../change/compute-changes.ts'
import type { Blocked, Plan, Step, Unreadable } from '../../plan/plan.ts'
import { uncomparedIn } from '../../plan/unreadable.ts'
import type { Binding } from '../../policy/binding.ts'
import { acrossTargets } from './across-targets.ts'
import type { CommentInput } from './comment-input.ts'

export type TargetPlan = Extract<TargetReport, { kind: 'plan' }>

/** A step that one or several targets have. */
export interface TargetStep {
  readonly step: Step
  /** True if a guard blocks it in these targets. */
  readonly isBlocked: boolean
  readonly targets: readonly string[]
}

/** A renamed policy, and the agents that lose it until they are bound to the new name. */
export interface TargetRename extends Rename {
  /** The agents that use it in any of these targets. */
  readonly agents: readonly string[]
  readonly targets: readonly string[]
}

export interface UnmanagedPolicy {
  readonly policy: string
  /** Why live cannot be read; null: it can. */
  readonly unreadable: string | null
  /** null: not known. */
  readonly deed: UnmanagedDeed | null
  readonly targets: readonly string[]
}

/** A policy of the repository that live has in a form that cannot be read. */
export interface UncomparedPolicy extends Unreadable {
  readonly targets: readonly string[]
}

/** Patterns of regions that no tool of these workspaces serves. */
export interface TargetsWithoutTool {
  readonly withoutTool: Plan['withoutTool']
  readonly targets: readonly string[]
}

/** Live policies that become managed by the apply. */
export interface TargetTakeOver extends Pick<Plan, 'newlyManaged'> {
  readonly targets: readonly string[]
}

/** Bindings of the files that these workspaces lack. */
export interface TargetBindingsNotLive extends Pick<Plan, 'bindings' | 'bindingsNotLive'> {
  readonly targets: readonly string[]
}

export interface UnmanagedBreach {
  readonly guardrail: string
  /** The unmanaged policies. */
  readonly policies: readonly string[]
  readonly targets: readonly string[]
}

/** Collects the steps. The same step may be blocked in one target and not in another, so these are two entries. */
export function stepsOf(
  plans: readonly TargetPlan[],
  isHeld: (block: Blocked) => boolean,
): readonly TargetStep[] {
  const steps = plans.flatMap(({ name, plan }) => {
    const held = new Set(plan.blocked.filter(isHeld).flatMap(({ policy }) => policy ?? []))
    return plan.steps.map((step) => ({ name, value: { step, isBlocked: held.has(step.policy) } }))
  })
  return acrossTargets(steps, ({ step, isBlocked }) => {
    const { action, policy, origin, beforeFingerprint, afterFingerprint } = step
    return JSON.stringify([action, policy, origin, beforeFingerprint, afterFingerprint, isBlocked])
  }).map(({ value, targets }) => ({ ...value, targets }))
}

export function unmanagedBreachesOf(
  plans: readonly TargetPlan[],
  { unmanagedAre }: Pick<CommentInput, 'unmanagedAre'>,
): readonly UnmanagedBreach[] {
  const failing = plans.filter(({ name }) => unmanagedAre(name) === 'fail')
  return failing.flatMap(({ name, plan }) =>
    plan.guardrails.flatMap(({ name: guardrail, result, because }) => {
      const blamed = because.map(({ policy }) => policy).filter((policy) => plan.unmanaged.includes(policy))
      const policies = [...new Set(blamed)]
      return result === 'violated' && policies.length > 0 ? [{ guardrail, policies, targets: [name] }] : []
    }),
  )
}

export function withoutToolOf(plans: readonly TargetPlan[]): readonly TargetsWithoutTool[] {
  const all = plans.flatMap(({ name, plan }) =>
    plan.withoutTool.length === 0 ? [] : [{ name, value: plan.withoutTool }],
  )
  return acrossTargets(all, JSON.stringify).map(({ value, targets }) => ({ withoutTool: value, targets }))
}

export function renamesOf(plans: readonly TargetPlan[]): readonly TargetRename[] {
  const all = plans.flatMap(({ name, plan }) => plan.renames.map((value) => ({ name, value })))
  return acrossTargets(all, JSON.stringify).map(({ value, targets }) => {
    const users = plans
      .filter(({ name }) => targets.includes(name))
      .flatMap(({ plan }) => plan.steps.find(({ policy }) => policy === value.from)?.usedBy ?? [])
    return { ...value, agents: [...new Set(users)].sort(), targets }
  })
}

export function handOversOf(plans: readonly TargetPlan[]): Plan['handOvers'] {
  const all = plans.flatMap(({ name, plan }) => plan.handOvers.map((value) => ({ name, value })))
  return acrossTargets(all, JSON.stringify).map(({ value }) => value)
}

/** Collects policies that an apply takes over; targets that take over the same ones share an entry. */
export function takenOverOf(plans: readonly TargetPlan[]): readonly TargetTakeOver[] {
  const all = plans.flatMap(({ name, plan }) =>
    plan.newlyManaged.length === 0 ? [] : [{ name, value: plan.newlyManaged }],
  )
  return acrossTargets(all, JSON.stringify).map(({ value, targets }) => ({ newlyManaged: value, targets }))
}

/** @param isWanted selects the bindings to tell of. */
export function bindingsNotLiveOf(
  plans: readonly TargetPlan[],
  isWanted: (binding: Binding, plan: Plan) => boolean,
): readonly TargetBindingsNotLive[] {
  const all = plans.flatMap(({ name, plan }) => {
    const bindingsNotLive = plan.bindingsNotLive.filter((binding) => isWanted(binding, plan))
    return bindingsNotLive.length === 0 ? [] : [{ name, value: { bindings: plan.bindings, bindingsNotLive } }]
  })
  return acrossTargets(all, JSON.stringify).map(({ value, targets }) => ({ ...value, targets }))
}

export function uncomparedOf(plans: readonly TargetPlan[]): readonly UncomparedPolicy[] {
  const items = plans.flatMap(({ name, plan }) => uncomparedIn(plan).map((value) => ({ name, value })))
  return acrossTargets(items, JSON.stringify).map(({ value, targets }) => ({ ...value, targets }))
}

/** Collects the unmanaged policies; those that cannot be read are always listed. */
export function unmanagedOf(
  plans: readonly TargetPlan[],
  { unmanagedAre }: Pick<CommentInput, 'unmanagedAre'>,
): readonly UnmanagedPolicy[] {
  const items = plans.flatMap(({ name, plan, unmanaged = [] }) => {
    const deeds = new Map(unmanaged.map((deed) => [deed.policy, deed]))
    const unread = new Map(plan.unreadable.map(({ policy, message }) => [policy, message]))
    const listed = plan.unmanaged.filter((policy) => unmanagedAre(name) !== 'ignore' || unread.has(policy))
    return listed.map((policy) => {
      const value = { policy, unreadable: unread.get(policy) ?? null, deed: deeds.get(policy) ?? null }
      return { name, value }
    })
  })
  return acrossTargets(items, JSON.stringify).map(({ value, targets }) => ({ ...value, targets }))
}
