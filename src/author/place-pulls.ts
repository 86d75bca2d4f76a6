/** For a target with layers: selects the pulls that its files can hold, with the specs to write. Pure. */
import type { Left, LeftReason } from '../answers/pull.ts'
import type { TargetEffect } from '../fleet/effects-on-others.ts'
import type { FleetSubject } from '../fleet/fleet-subject.ts'
import { effectsText } from '../words/effect-words.ts'
import type { EditedText } from '../workbench/edited-folder.ts'
import { guardedOnly } from './assert-may-write.ts'
import type { FilePull } from './choose-pulls.ts'
import { type Edited, editFiles, type FileSet } from './edit-files.ts'
import { effectsOfEdits, writtenSpec } from './layer-edit.ts'

export interface PlacedPulls {
  readonly take: readonly FilePull[]
  readonly left: readonly Left[]
}

/** @param fleet null: no target has layers, so all pulls stay as they are. */
export function placePulls(pulls: readonly FilePull[], fleet: FleetSubject | null): PlacedPulls {
  if (fleet === null) return { take: pulls, left: [] }
  const take: FilePull[] = []
  const left: Left[] = []
  for (const pull of pulls) {
    const placed = placedPull(pull, fleet)
    if ('reason' in placed) left.push({ policy: pull.policy, file: pull.file, ...placed })
    else take.push(placed)
  }
  return { take, left }
}

type Refusal = { readonly reason: LeftReason; readonly message: string }

function placedPull(pull: FilePull, fleet: FleetSubject): FilePull | Refusal {
  const { policy, file, to } = pull
  const { target, given } = fleet
  if (to === null) {
    const earlier = given.policies.find(({ written }) => written.policy.name === policy)?.replaces ?? null
    if (earlier === null) return pull
    return {
      reason: 'earlier-layer',
      message: `${earlier.file} has it in an earlier layer, which ${target.name} would get instead; without: [${policy}] of the target in policyctl.yaml leaves it out`,
    }
  }
  const dropped = given.dropped.find(({ written }) => written.policy.name === policy)
  if (file === null && dropped !== undefined)
    return {
      reason: 'without',
      message: `without: [${dropped.glob}] of ${target.name} drops it in policyctl.yaml, although ${dropped.written.file} has it`,
    }
  const written = writtenSpec({ policy, spec: to }, { file, fleet })
  return 'fault' in written ? { reason: 'map', message: written.fault } : { ...pull, written: written.spec }
}

interface PullRules {
  readonly fleet: FleetSubject | null
  readonly isShared: boolean
  /** Returns a sentence for each guardrail of another target that the edits break. */
  readonly brokenBy: (texts: readonly EditedText[]) => readonly string[]
}

export interface SharedPulls {
  readonly edited: Edited
  /** The changes for other targets, also of pulls that were left because of them. */
  readonly shared: readonly TargetEffect[]
}

/**
 * Leaves each pull that breaks a guardrail of another target; and without
 * --shared, each that changes other targets.
 */
export function sharedOrLeft(all: readonly FilePull[], set: FileSet, rules: PullRules): SharedPulls {
  const guarded = guardedOnly(all, (pulls) => rules.brokenBy(editFiles(pulls, set).edits))
  const { edited, shared } = sharedPulls(guarded.kept, set, rules)
  const broken = guarded.left.map(
    ({ item: { policy, file }, message }): Left => ({ policy, file, reason: 'guardrail', message }),
  )
  return { edited: { ...edited, left: [...edited.left, ...broken] }, shared }
}

function sharedPulls(pulls: readonly FilePull[], set: FileSet, { fleet, isShared }: PullRules): SharedPulls {
  const edited = editFiles(pulls, set)
  const shared = effectsOfEdits(edited.edits, fleet)
  if (isShared || shared.length === 0) return { edited, shared }
  const reached = new Set(shared.flatMap(({ policies }) => policies))
  const isReached = ({ policy }: FilePull): boolean => reached.has(policy)
  const own = editFiles(
    pulls.filter((pull) => !isReached(pull)),
    set,
  )
  const places = new Map(edited.edits.flatMap(({ pulled }) => pulled).map((one) => [one.policy, one.file]))
  const left = pulls.filter(isReached).map((pull): Left => {
    const { policy, file } = pull
    const ofPolicy = effectsOfEdits(editFiles([pull], set).edits, fleet)
    return {
      policy,
      file: file ?? places.get(policy) ?? null,
      reason: 'shared',
      message: `other targets get it too: ${effectsText(ofPolicy)}; --shared changes it for them as well`,
    }
  })
  return { edited: { edits: own.edits, left: [...own.left, ...left] }, shared }
}
