/** Holds the guardrails of other targets against an edit of files that they get too: --shared says yes to wider access, and to no breach. */
import { type NewBreach, newlyBroken } from '../access/questions/newly-broken.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { FolderContents } from '../files/folder-contents.ts'
import { accessOfFiles, type TargetEffect } from '../fleet/effects-on-others.ts'
import { breachWords } from '../plan/guards/planned-guardrails.ts'
import { type EditedText, editedFolder } from '../workbench/edited-folder.ts'
import { guardrailsWith } from '../workbench/guardrails-of.ts'
import { allPolicyFiles } from '../workbench/parsed-folder.ts'
import { projectFolder } from '../workbench/project-folder.ts'
import type { Workbench } from '../workbench/workbench.ts'

interface Edit {
  /** As it is before the edits. */
  readonly contents: FolderContents
  readonly texts: readonly EditedText[]
  /** Targets beside the one that is written for, with what changes for them. */
  readonly effects: readonly TargetEffect[]
}

/** @throws PolicyctlError shared-file where another target's guardrail would break, whatever else allows the write. */
export function assertGuarded(workbench: Workbench, { contents, texts, effects }: Edit): void {
  if (effects.length === 0) return
  const edited = editedFolder(contents, texts)
  const broken = effects.flatMap(({ target }) => brokenFor(workbench.forTarget(target), contents, edited))
  if (broken.length === 0) return
  const files = texts.map(({ file }) => file).join(', ')
  throw new PolicyctlError('shared-file', {
    message: `${files}: other targets get this too, and nothing was written: ${broken.join('; ')}`,
    hint: 'copy the policy into a layer of this target alone',
  })
}

/** A ceiling that is a layer or a target moves with the edit, so each side is held against the ceiling after it. */
function brokenFor(bench: Workbench, contents: FolderContents, edited: FolderContents): readonly string[] {
  const sides = {
    before: accessOfFiles(projectFolder(contents, bench).files),
    after: accessOfFiles(projectFolder(edited, bench).files),
  }
  return guardrailsWith(allPolicyFiles(edited), bench).flatMap((guardrail) => {
    const breach = newlyBroken(guardrail, sides)
    return breach === null ? [] : [breachText(bench.targetName ?? '', guardrail.name, breach)]
  })
}

function breachText(target: string, guardrail: string, { counterexample }: NewBreach): string {
  return `the guardrail ${guardrail} of ${target} would break: ${breachWords(counterexample)}`
}
