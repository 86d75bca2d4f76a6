/** Selects adoptions by their effects on other targets, and gives lint the adopted files. */
import type { NotAdopted } from '../answers/adopt.ts'
import type { FolderContents } from '../files/folder-contents.ts'
import type { TargetEffect } from '../fleet/effects-on-others.ts'
import type { FleetSubject } from '../fleet/fleet-subject.ts'
import { effectsText } from '../words/effect-words.ts'
import { type EditedText, editedFolder } from '../workbench/edited-folder.ts'
import { type LintInputs, lintInputsIn } from '../workbench/lint-inputs.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { brokenForOthers, guardedOnly } from './assert-may-write.ts'
import type { Adoption, Adoptions } from './choose-adoptions.ts'
import { effectsOfEdits } from './layer-edit.ts'

export interface OwnAdoptions {
  readonly kept: Adoptions
  /** The changes for other targets that the skipped adoptions would bring. */
  readonly shared: readonly TargetEffect[]
}

/** Skips adoptions whose files other targets would get too; each is left with its reason. */
export function ownOnly({ adoptions, left }: Adoptions, fleet: FleetSubject | null): OwnAdoptions {
  const reached = adoptions.flatMap((adoption) => {
    const effects = effectsOfEdits(editsOf([adoption]), fleet)
    return effects.length === 0 ? [] : [{ adoption, effects }]
  })
  const isReached = new Set(reached.map(({ adoption }) => adoption))
  const shared = reached.map(
    ({ adoption: { policy, file }, effects }): NotAdopted => ({
      policy,
      file,
      reason: 'shared',
      message: `other targets would get it too: ${effectsText(effects)}; --shared writes it for them as well`,
    }),
  )
  return {
    kept: { adoptions: adoptions.filter((one) => !isReached.has(one)), left: [...left, ...shared] },
    shared: effectsOf({ adoptions: [...isReached], left: [] }, fleet),
  }
}

/** Skips adoptions that break a guardrail of another target, also with --shared. */
export function guardedAdoptions(
  { adoptions, left }: Adoptions,
  contents: FolderContents,
  workbench: Workbench,
): Adoptions {
  const guarded = guardedOnly(adoptions, (some) =>
    brokenForOthers(workbench, { contents, texts: editsOf(some) }),
  )
  const broken = guarded.left.map(
    ({ item: { policy, file }, message }): NotAdopted => ({ policy, file, reason: 'guardrail', message }),
  )
  return { adoptions: guarded.kept, left: [...left, ...broken] }
}

export function effectsOf({ adoptions }: Adoptions, fleet: FleetSubject | null): readonly TargetEffect[] {
  return effectsOfEdits(editsOf(adoptions), fleet)
}

/** Returns the inputs of lint with the files of adoptions. */
export function inputsWith(
  { files, options }: LintInputs,
  contents: FolderContents,
  workbench: Workbench,
): (adoptions: readonly Adoption[]) => LintInputs {
  return (adoptions) =>
    workbench.fleet === null
      ? { files: [...files, ...adoptions.flatMap(({ parsed }) => parsed ?? [])], options }
      : lintInputsIn(editedFolder(contents, editsOf(adoptions)), workbench)
}

function editsOf(adoptions: readonly Adoption[]): readonly EditedText[] {
  return adoptions.flatMap(({ parsed }) =>
    parsed === null ? [] : [{ file: parsed.file, text: parsed.text }],
  )
}
