/**
 * Holds what an edit of layer files does to other targets: their guardrails and
 * what their later layers are held to, which nothing lifts, and then that somebody said with --shared that they are meant.
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
  /** As it is before the edits. */
  readonly contents: FolderContents
  readonly texts: readonly EditedText[]
  /** Targets that are written for; absent: the one of the workbench. */
  readonly meant?: readonly string[]
}

/**
 * @returns what changes for the targets that are not meant.
 * @throws PolicyctlError shared-file, where one of their guardrails would break, a later copy would be wider than its first, or they would be changed and nobody said so.
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
      hint: 'copy the policy into a layer of this target alone',
    })
  }
  const effects = effectsForOthers(workbench, edit)
  assertShared(edit.texts, effects, isShared)
  return effects
}

/** The changes for targets that are not meant; [] where no target has layers. */
export function effectsForOthers(workbench: Workbench, edit: LayerEdit): readonly TargetEffect[] {
  const others = othersThan(edit, workbench)
  if (others.length === 0) return []
  const after = allPolicyFiles(editedFolder(edit.contents, edit.texts))
  const folder = workbench.project.config.policies
  return effectsOnOthers({ folder, before: allPolicyFiles(edit.contents), after }, others)
}

/**
 * Sentences about what holds for targets that are not meant before the edit and
 * not after it: their guardrails, and that no copy of a later layer is wider than its first.
 */
export function brokenForOthers(workbench: Workbench, edit: LayerEdit): readonly string[] {
  return [...guardrailsOfOthers(workbench, edit), ...widerForOthers(workbench, edit)]
}

/** Such a target could not be planned any more, though it may get nothing of the edited file. */
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

/** Its ceiling is a target or a layer, which the edit may lower. */
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

/** A ceiling that moves may break what stays where it is. */
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

/** Keeps one after another what, with all that was kept before it, breaks no guardrail of others. */
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
