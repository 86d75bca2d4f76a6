/** What all parts of the comment look at, computed once. */
import { regionOpens } from '../../access/model/opens.ts'
import type { Region } from '../../access/model/region.ts'
import type { Blocked, Step } from '../../plan/plan.ts'
import { type AccessGroup, groupAccess } from '../../words/access-group.ts'
import type { CommentInput, TargetReport } from './comment-input.ts'
import { notCovered, type RiskEntry, riskEntries } from './risk-record.ts'

/** A step of one or several targets that have it in common. */
export interface TargetStep {
  readonly step: Step
  readonly targets: readonly string[]
}

export interface TargetBlock {
  readonly block: Blocked
  readonly targets: readonly string[]
}

export interface CommentFacts {
  /** Names of the targets that were planned. */
  readonly planned: readonly string[]
  /** Those of them where something changes; all of them where nothing does. */
  readonly affected: readonly string[]
  /** What this pull request does to access: by the plans, or offline where there are none. */
  readonly access: readonly AccessGroup[]
  /** Access changes of what was merged before or edited live. */
  readonly otherAccess: readonly AccessGroup[]
  readonly steps: readonly TargetStep[]
  readonly otherSteps: readonly TargetStep[]
  readonly blocked: readonly TargetBlock[]
  readonly unmanaged: readonly { readonly policy: string; readonly targets: readonly string[] }[]
  /** All of it, for the record that later runs compare with. */
  readonly risk: readonly RiskEntry[]
}

type Planned = Extract<TargetReport, { kind: 'plan' }>

/** The name that changes without a plan go by. */
export const OFFLINE = 'files'

export function factsOf(input: CommentInput): CommentFacts {
  const plans = input.targets.filter((target): target is Planned => target.kind === 'plan')
  const isOwn = ownership(input)
  const access = (keep: (region: Region) => boolean) =>
    groupAccess(
      plans.map(({ name, plan }) => ({
        target: name,
        regions: plan.access.filter(keep),
        blocked: new Set(plan.blocked.flatMap(({ policy }) => policy ?? [])),
      })),
    )
  const offline = plans.length > 0 ? [] : (input.diff?.access ?? [])
  const steps = grouped(
    plans.flatMap(({ name, plan }) => plan.steps.map((step) => ({ name, value: step }))),
    stepKey,
  )
  const blocks = plans.flatMap(({ name, plan }) => plan.blocked.map((block) => ({ name, value: block })))
  const isOwnStep = ({ step }: TargetStep): boolean => isOwn([step.policy])
  const all = steps.map(({ value, targets }) => ({ step: value, targets }))
  const changing = plans.filter(({ plan }) => plan.steps.length + plan.blocked.length > 0)
  return {
    planned: plans.map(({ name }) => name),
    affected: (changing.length > 0 ? changing : plans).map(({ name }) => name),
    access:
      plans.length > 0
        ? access(({ policies }) => isOwn(policies))
        : groupAccess([{ target: OFFLINE, regions: offline, blocked: new Set() }]),
    otherAccess: access(({ policies }) => !isOwn(policies)),
    steps: all.filter(isOwnStep),
    otherSteps: all.filter((step) => !isOwnStep(step)),
    blocked: grouped(blocks, JSON.stringify).map(({ value, targets }) => ({ block: value, targets })),
    unmanaged: unmanagedOf(plans),
    risk: [
      ...plans.flatMap(({ name, plan }) => riskEntries(name, plan.access)),
      ...riskEntries(OFFLINE, offline),
    ],
  }
}

/**
 * Whether a change is this pull request's: one of its policies differs between
 * base and head. Where that could not be told, everything is: blame is the
 * smaller mistake.
 */
function ownership({ diff }: CommentInput): (policies: readonly string[]) => boolean {
  if (diff === null) return () => true
  const changed = new Set(diff.changes.map(({ policy }) => policy))
  return (policies) => policies.some((policy) => changed.has(policy))
}

interface Named<Value> {
  readonly name: string
  readonly value: Value
}

function grouped<Value>(
  items: readonly Named<Value>[],
  keyOf: (value: Value) => string,
): readonly { readonly value: Value; readonly targets: readonly string[] }[] {
  const byKey = new Map<string, { value: Value; targets: string[] }>()
  for (const { name, value } of items) {
    const key = keyOf(value)
    const known = byKey.get(key)
    if (known === undefined) byKey.set(key, { value, targets: [name] })
    else known.targets.push(name)
  }
  return [...byKey.values()]
}

function stepKey({ action, policy, origin, beforeFingerprint, afterFingerprint }: Step): string {
  return JSON.stringify([action, policy, origin, beforeFingerprint, afterFingerprint])
}

function unmanagedOf(plans: readonly Planned[]): CommentFacts['unmanaged'] {
  const items = plans.flatMap(({ name, plan }) => plan.unmanaged.map((policy) => ({ name, value: policy })))
  return grouped(items, (policy) => policy).map(({ value, targets }) => ({ policy: value, targets }))
}

export function riskyGroups(groups: readonly AccessGroup[]): readonly AccessGroup[] {
  return groups.filter(({ region }) => regionOpens(region))
}

/** Whether the last approval did not see this; false where nothing is known of what it saw. */
export function isNewSince(approval: CommentInput['approval'], group: AccessGroup): boolean {
  const seen = approval?.seen
  if (seen === null || seen === undefined) return false
  const region: Region = { ...group.region, agents: group.agents, policies: group.policies }
  return group.targets.some((target) => notCovered(riskEntries(target, [region]), seen).length > 0)
}
