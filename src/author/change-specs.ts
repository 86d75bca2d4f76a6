/**
 * Turns new specs into new texts of the files that have the policies, and of the
 * tests that name their rules. Pure. A change is refused if it would lose a
 * comment, break a test that passes, or bring an error of lint.
 */
import { spliceSpec } from '../edit/splice-spec.ts'
import type { RuleMoves } from '../lint/rule-moves.ts'
import type { Spec } from '../policy/policy.ts'
import { editedFolder } from '../workbench/edited-folder.ts'
import { allPolicyFiles } from '../workbench/parsed-folder.ts'
import { projectFolder } from '../workbench/project-folder.ts'
import { editPlace } from './edit-place.ts'
import { errorInEdit } from './error-in-edit.ts'
import { writtenSpec } from './layer-edit.ts'
import { type Changing, type FileText, movedTests } from './moved-tests.ts'

export interface SpecChange {
  readonly policy: string
  readonly spec: Spec
  /** The new numbers of its rules; null: they kept their numbers. */
  readonly moves: RuleMoves | null
}

/** The texts, or the reason why a policy cannot be changed. */
export type ChangedSpecs =
  | { readonly texts: readonly FileText[] }
  | { readonly policy: string; readonly fault: string; readonly by: 'file' | 'lint' }

export function changeSpecs(changing: Changing, changes: readonly SpecChange[]): ChangedSpecs {
  const { contents, workbench } = changing
  let now = contents
  for (const change of changes) {
    const next = changed(change, { contents: now, workbench })
    if ('fault' in next) return { policy: change.policy, fault: next.fault, by: 'file' }
    now = editedFolder(now, [next])
  }
  const moves = new Map(
    changes.flatMap(({ policy, moves: own }) => (own === null ? [] : [[policy, own] as const])),
  )
  const moved = movedTests(now, changing, moves)
  const last = changes.at(-1)?.policy ?? ''
  if ('fault' in moved) return { policy: last, fault: moved.fault, by: 'file' }
  const before = new Map(allPolicyFiles(contents).map(({ file, text }) => [file, text]))
  const policies = allPolicyFiles(now).flatMap(({ file, text }) => {
    const was = before.get(file) ?? ''
    return text === was ? [] : [{ file, was, text }]
  })
  const [error] = policies.flatMap((edited) => errorInEdit(edited, workbench) ?? [])
  if (error !== undefined) return { policy: last, fault: error, by: 'lint' }
  return { texts: [...policies, ...moved.texts] }
}

/** Edits the file from which the target gets the policy; names of the target become those of the file. */
function changed(
  { policy, spec }: SpecChange,
  { contents, workbench }: Changing,
): { readonly file: string; readonly text: string } | { readonly fault: string } {
  const { files, fleet } = projectFolder(contents, workbench)
  const place = editPlace(policy, files)
  if (place === null) return { fault: 'no file has it' }
  const { file, document, isSound } = place.policy
  if (!isSound) return { fault: `${file} has findings; fix them first` }
  const written = writtenSpec({ policy, spec }, { file, fleet })
  if ('fault' in written) return written
  const splice = spliceSpec(place.file.text, { file, document, spec: written.spec })
  if (splice.kind === 'impossible') return { fault: `${file} cannot be edited: ${splice.reason}` }
  if (splice.kind === 'rewritten') return { fault: `${file} would lose its comments` }
  return { file, text: splice.text }
}
