/** The facts that all parts of the comment use, computed once. */

import type { Region } from '../../access/model/region.ts'
import type { RegionCallCounts } from '../../answers/target-report.ts'
import type { Blocked, Plan } from '../../plan/plan.ts'
import type { Binding } from '../../policy/binding.ts'
import { notCovered, type RiskEntry, riskEntries } from '../../review/risk-entry.ts'
import { type AccessGroup, groupAccess, inReadingOrder, regionKey } from '../../words/access-group.ts'
import type { CommentInput } from './comment-input.ts'
import {
  bindingsNotLiveOf,
  handOversOf,
  renamesOf,
  stepsOf,
  type TargetBindingsNotLive,
  type TargetPlan,
  type TargetRename,
  type TargetStep,
  type TargetsWithoutTool,
  type TargetTakeOver,
  takenOverOf,
  type UncomparedPolicy,
  type UnmanagedBreach,
  type UnmanagedPolicy,
  uncomparedOf,
  unmanagedBreachesOf,
  unmanagedOf,
  withoutToolOf,
} from './facts-of-plans.ts'
import { type HeldSteps, heldStepsOf } from './held-steps.ts'
import { liveAlready } from './live-already.ts'

export interface TargetCalls {
  readonly target: string
  readonly calls: number
}

export interface CommentFacts {
  /** True if access was compared at all, with live or offline. */
  readonly isCompared: boolean
  /** Names of the targets that were planned. */
  readonly planned: readonly string[]
  /** The planned targets with a change or an alert; if there is none, all planned targets. */
  readonly affected: readonly string[]
  /** The effect of this pull request on access: by the plans, or offline if there are none. In reading order. */
  readonly access: readonly AccessGroup[]
  /** Counts the logged calls behind a change, for each of its targets; empty if no log was read. */
  readonly callsOf: (group: AccessGroup) => readonly TargetCalls[]
  /** Access changes that were merged before, or that put back live edits. */
  readonly otherAccess: readonly AccessGroup[]
  /** Access that this pull request brings and that live has without an apply of it. */
  readonly alreadyLive: readonly AccessGroup[]
  readonly steps: readonly TargetStep[]
  readonly otherSteps: readonly TargetStep[]
  readonly renames: readonly TargetRename[]
  /** Each once, for all targets. */
  readonly handOvers: Plan['handOvers']
  readonly takenOver: readonly TargetTakeOver[]
  /** Bindings of the files that live lacks, and that have to do with this pull request. */
  readonly bindingsNotLive: readonly TargetBindingsNotLive[]
  /** Further bindings of the files that live lacks. */
  readonly otherBindings: readonly TargetBindingsNotLive[]
  readonly held: HeldSteps
  /** True if the checkout lacks the commit that was applied last. */
  readonly isBehind: boolean
  readonly unmanaged: readonly UnmanagedPolicy[]
  /** Policies of the repository that live has in a form that cannot be read. */
  readonly uncompared: readonly UncomparedPolicy[]
  /** Guardrails that unmanaged policies break, if the config says that this fails the check. */
  readonly unmanagedBreaches: readonly UnmanagedBreach[]
  readonly withoutTool: readonly TargetsWithoutTool[]
}

export function factsOf(input: CommentInput): CommentFacts {
  const plans = input.targets.filter((target): target is TargetPlan => target.kind === 'plan')
  const isOwn = ownership(input)
  const offline = plans.length > 0 ? [] : (input.diff?.each ?? [])
  const isHeld = ({ guard }: Blocked): boolean => guard !== 'widening' || (input.widening?.isHeld ?? true)
  const isOwnStep = ({ step }: TargetStep): boolean => isOwn([step.policy])
  const isOwnBinding = bindingOwnership(input)
  const all = stepsOf(plans, isHeld)
  const [unmanagedBreaches, uncompared] = [unmanagedBreachesOf(plans, input), uncomparedOf(plans)]
  const [alreadyLive, takenOver] = [liveAlready(input, plans), takenOverOf(plans)]
  const told = new Set(
    [...unmanagedBreaches, ...uncompared, ...alreadyLive, ...takenOver].flatMap(({ targets }) => targets),
  )
  const changing = plans.filter(
    ({ name, plan }) => plan.steps.length + plan.blocked.length > 0 || told.has(name),
  )
  return {
    isCompared: plans.length > 0 || input.diff !== null,
    planned: plans.map(({ name }) => name),
    affected:
      plans.length > 0
        ? (changing.length > 0 ? changing : plans).map(({ name }) => name)
        : offline.map(({ files }) => files),
    access:
      plans.length > 0
        ? accessOf(plans, { keep: ({ policies }) => isOwn(policies), isHeld })
        : offlineAccess(offline),
    callsOf: callsIn(plans.length > 0 ? plans.map(countedPlan) : countedDiff(input)),
    otherAccess: accessOf(plans, { keep: ({ policies }) => !isOwn(policies), isHeld }),
    alreadyLive,
    steps: all.filter(isOwnStep),
    otherSteps: all.filter((step) => !isOwnStep(step)),
    renames: renamesOf(plans).filter(({ from, to }) => isOwn([from, to])),
    handOvers: handOversOf(plans),
    takenOver,
    bindingsNotLive: bindingsNotLiveOf(plans, isOwnBinding),
    otherBindings: bindingsNotLiveOf(plans, (binding, plan) => !isOwnBinding(binding, plan)),
    held: heldStepsOf(plans, { isOwn, isHeld }),
    isBehind: plans.some(({ plan }) => plan.blocked.some(({ guard }) => guard === 'behind')),
    unmanaged: unmanagedOf(plans, input),
    uncompared,
    unmanagedBreaches,
    withoutTool: withoutToolOf(plans),
  }
}

function offlineAccess(each: NonNullable<CommentInput['diff']>['each']): CommentFacts['access'] {
  const blocked = new Set<string>()
  return inReadingOrder(
    groupAccess(each.map(({ files, access }) => ({ target: files, regions: access, blocked }))),
  )
}

interface CountedAccess {
  readonly target: string
  readonly regions: readonly Region[]
  readonly counts: RegionCallCounts | undefined
}

function countedPlan({ name, plan, calls }: TargetPlan): CountedAccess {
  return { target: name, regions: plan.access, counts: calls }
}

function countedDiff({ diff }: CommentInput): readonly CountedAccess[] {
  if (diff === null) return []
  const { each, access, calls } = diff
  return each.map(({ files }) => ({ target: files, regions: access, counts: calls }))
}

/** Adds up the calls of a group's regions: a group consists of whole regions. */
function callsIn(counted: readonly CountedAccess[]): CommentFacts['callsOf'] {
  const all = counted.flatMap(({ target, regions, counts }) =>
    counts === undefined
      ? []
      : regions.map((region, index) => ({
          ...{ target, region, key: regionKey(region), calls: counts.regions[index] ?? 0 },
        })),
  )
  return ({ region, agents, targets }) => {
    const key = regionKey(region)
    const own = all.filter(
      (one) => one.key === key && one.region.agents.some((agent) => agents.includes(agent)),
    )
    const known = new Set(counted.flatMap(({ target, counts }) => (counts === undefined ? [] : [target])))
    if (agents.length === 0) return []
    return targets
      .filter((target) => known.has(target))
      .map((target) => ({
        target,
        calls: own.filter((one) => one.target === target).reduce((sum, { calls }) => sum + calls, 0),
      }))
  }
}

function accessOf(
  plans: readonly TargetPlan[],
  { keep, isHeld }: { keep: (region: Region) => boolean; isHeld: (block: Blocked) => boolean },
): readonly AccessGroup[] {
  const targets = plans.map(({ name, plan }) => ({
    target: name,
    regions: plan.access.filter(keep),
    blocked: new Set(plan.blocked.filter(isHeld).flatMap(({ policy }) => policy ?? [])),
  }))
  return inReadingOrder(groupAccess(targets))
}

/**
 * Tells whether a change belongs to this pull request: one of its policies
 * differs between base and head. If that is not known, every change does belong to
 * it: wrong blame is the smaller mistake.
 */
export function ownership({ diff }: Pick<CommentInput, 'diff'>): (policies: readonly string[]) => boolean {
  if (diff === null) return () => true
  const changed = new Set(diff.changes.map(({ policy }) => policy))
  return (policies) => policies.some((policy) => changed.has(policy))
}

/**
 * Tells whether a binding that live lacks has to do with this pull request: it brings the binding, changes its policy,
 * or changes what the agent may do, which may count on the binding.
 */
function bindingOwnership({ diff }: Pick<CommentInput, 'diff'>): (binding: Binding, plan: Plan) => boolean {
  const isOwn = ownership({ diff })
  const keyOf = ({ agent, policy }: Binding): string => `${agent} ${policy}`
  const brought = new Set(diff?.newBindings?.map(keyOf))
  return (binding, { access }) =>
    isOwn([binding.policy]) ||
    brought.has(keyOf(binding)) ||
    access.some(({ agents, policies }) => agents.includes(binding.agent) && isOwn(policies))
}

/** Makes the entries of a group for the record; [] if it does not widen access. */
export function entriesOfGroup(group: AccessGroup): readonly RiskEntry[] {
  const region: Region = { ...group.region, agents: group.agents, policies: group.policies }
  return group.targets.flatMap((target) => riskEntries(target, [region]))
}

/** Tells whether the last approval did not see this change; false if it is not known what it saw. */
export function isNewSince(approval: CommentInput['approval'], group: AccessGroup): boolean {
  const seen = approval?.seen
  if (seen === null || seen === undefined) return false
  return notCovered(entriesOfGroup(group), seen).length > 0
}
