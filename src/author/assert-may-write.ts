/**
 * Refuses edits of layer files that would hurt other targets: that break one of
 * their guardrails, or make a copy in a later layer wider than its first (nothing
 * lifts these), or that change them without --shared.
 */

import type { Counterexample, Guardrail } from '../access/questions/guardrail.ts'
import { checkGuardrails } from '../access/questions/guardrails.ts'
import { newlyBroken } from '../access/questions/newly-broken.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { FolderContents } from '../files/folder-contents.ts'
import { accessOfFiles, effectsOnOthers, type TargetEffect } from '../fleet/effects-on-others.ts'
import { newlyWider } from '../fleet/newly-wider.ts'
import { breachWords } from '../plan/guards/planned-guardrails.ts'
import { isTestFile } from '../policy/policy-path.ts'
import { widerText } from '../words/effect-words.ts'
import { type EditedText, editedFolder } from '../workbench/edited-folder.ts'
import { guardrailsWith } from '../workbench/guardrails-of.ts'
import { allPolicyFiles } from '../workbench/parsed-folder.ts'
import { projectFolder } from '../workbench/project-folder.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { assertShared } from './layer-edit.ts'

export interface LayerEdit {
  /** The folder before the edits. */
  readonly contents: FolderContents
  readonly texts: readonly EditedText[]
  /** The targets that the edit is for; absent: that of the workbench. */
  readonly meant?: readonly string[]
}

/**
 * @returns the changes for the other targets.
 * @throws PolicyctlError shared-file, as above.
 */
export function assertMayWrite(
  workbench: Workbench,
  edit: LayerEdit,
  isShared: boolean,
): readonly TargetEffect[] {
  const broken = brokenForOthers(workbench, edit)
  if (broken.length > 0) {
    const files = edit.texts.map(({ file }) => file).join(', ')
    throw new PolicyctlError('shared-file', {
      message: `${files}: it breaks other targets, and nothing was written: ${broken.join('; ')}`,
      hint: 'copy the policy into a layer that only this target has',
    })
  }
  const effects = effectsForOthers(workbench, edit)
  assertShared(edit.texts, effects, isShared)
  return effects
}

/** Returns the changes for targets that the edit is not for; [] if no target has layers. */
export function effectsForOthers(workbench: Workbench, edit: LayerEdit): readonly TargetEffect[] {
  const others = othersThan(edit, workbench)
  if (others.length === 0) return []
  const after = allPolicyFiles(editedFolder(edit.contents, edit.texts))
  const folder = workbench.project.config.policies
  return effectsOnOthers({ folder, before: allPolicyFiles(edit.contents), after }, others)
}

/**
 * Returns a sentence for each rule that the edit breaks for other targets: their guardrails, and that no copy
 * in a later layer is wider than its first. A rule that was broken before does not count.
 */
export function brokenForOthers(workbench: Workbench, edit: LayerEdit): readonly string[] {
  return [...guardrailsOfOthers(workbench, edit), ...widerForOthers(workbench, edit)]
}

/** Finds later copies that become wider than their first: their targets could not be planned any more. */
function widerForOthers(workbench: Workbench, edit: LayerEdit): readonly string[] {
  const others = othersThan(edit, workbench)
  if (others.length === 0) return []
  const { policies: folder } = workbench.project.config
  const after = allPolicyFiles(editedFolder(edit.contents, edit.texts))
  const before = allPolicyFiles(edit.contents)
  return others.flatMap((target) =>
    newlyWider({ folder, before, after }, target).map((wider) => widerText(wider, target.name)),
  )
}

function guardrailsOfOthers(workbench: Workbench, edit: LayerEdit): readonly string[] {
  const others = othersThan(edit, workbench)
  if (others.length === 0 || workbench.whole.config.guardrails.length === 0) return []
  const changed = new Set(effectsForOthers(workbench, edit).map(({ target }) => target))
  const edited = editedFolder(edit.contents, edit.texts)
  return others.flatMap(({ name }) => {
    const bench = workbench.forTarget(name)
    const guards = { bench, before: edit.contents, after: edited }
    return changed.has(name) ? brokenFor(guards, () => true) : brokenFor(guards, isHeldAgainstFiles)
  })
}

function othersThan({ texts, meant }: LayerEdit, { fleet }: Workbench) {
  if (fleet === null || texts.every(({ file }) => isTestFile(file))) return []
  const own = meant ?? [fleet.target.name]
  return fleet.targets.filter(({ name }) => !own.includes(name))
}

/** Tells whether the ceiling of a guardrail is a target or a layer, which the edit may lower. */
function isHeldAgainstFiles({ atMost }: Guardrail): boolean {
  return atMost?.bindings !== undefined
}

interface Guards {
  /** The workbench of the target that has them. */
  readonly bench: Workbench
  readonly before: FolderContents
  readonly after: FolderContents
}

function brokenFor(
  { bench, before, after }: Guards,
  isAsked: (guardrail: Guardrail) => boolean,
): readonly string[] {
  const then = guardrailsWith(allPolicyFiles(before), bench)
  const sides = {
    before: accessOfFiles(projectFolder(before, bench).files),
    after: accessOfFiles(projectFolder(after, bench).files),
  }
  return guardrailsWith(allPolicyFiles(after), bench).flatMap((guardrail, index) => {
    if (!isAsked(guardrail)) return []
    const example =
      newlyBroken(guardrail, sides)?.counterexample ??
      (isHeldAgainstFiles(guardrail) ? underLowerCeiling([then[index], guardrail], sides) : null)
    if (example === null) return []
    return [`the guardrail ${guardrail.name} of ${bench.targetName} would break: ${breachWords(example)}`]
  })
}

/** Finds access that did not change and that a lowered ceiling now forbids. */
function underLowerCeiling(
  [then, now]: readonly [Guardrail | undefined, Guardrail],
  { before, after }: { readonly before: Side; readonly after: Side },
): Counterexample | null {
  const [broken] = checkGuardrails([now], after)
  if (broken?.result !== 'violated' || then === undefined) return null
  const [was] = checkGuardrails([then], before)
  return was?.result === 'violated' ? null : broken.counterexample
}

type Side = ReturnType<typeof accessOfFiles>

export interface KeptByGuards<Item> {
  readonly kept: readonly Item[]
  readonly left: readonly { readonly item: Item; readonly message: string }[]
}

/** Goes through the items and keeps each that, together with those kept before it, breaks nothing for other targets. */
export function guardedOnly<Item>(
  items: readonly Item[],
  brokenBy: (items: readonly Item[]) => readonly string[],
): KeptByGuards<Item> {
  if (brokenBy(items).length === 0) return { kept: items, left: [] }
  const kept: Item[] = []
  const left: { readonly item: Item; readonly message: string }[] = []
  for (const item of items) {
    const broken = brokenBy([...kept, item])
    if (broken.length === 0) kept.push(item)
    else left.push({ item, message: `it breaks other targets: ${broken.join('; ')}` })
  }
  return { kept, left }
}
