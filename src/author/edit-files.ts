/** Turns pulls into new texts of files. Pure; a policy whose file cannot be edited is left, with the reason. */

import type { Left, LeftReason, Pulled } from '../answers/pull.ts'
import { fieldChanges } from '../change/field-changes.ts'
import { newPolicyFile } from '../edit/new-policy-file.ts'
import { removeDocument } from '../edit/remove-document.ts'
import { spliceSpec } from '../edit/splice-spec.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'
import type { ParsedFile, ParsedPolicy } from '../parse/parsed-file.ts'
import { fileForPolicy } from '../workbench/file-for-policy.ts'
import type { FilePull } from './choose-pulls.ts'

/** The new text of a file; null: the file is deleted. */
export interface FileEdit {
  readonly file: string
  readonly text: string | null
  /** The text that was read; '' for a new file. */
  readonly was: string
  readonly isNew: boolean
  /** The policies whose files then equal live. */
  readonly pulled: readonly Pulled[]
}

export interface Edited {
  readonly edits: readonly FileEdit[]
  readonly left: readonly Left[]
}

export interface FileSet {
  readonly files: readonly ParsedFile[]
  /** Folder that new policies go into, relative to the root. */
  readonly folder: string
  /** Path of the schema as an editor resolves it from a file. */
  readonly schemaFor: (file: string) => string | null
}

export function editFiles(pulls: readonly FilePull[], set: FileSet): Edited {
  const created = pulls.filter(({ file }) => file === null).map((pull) => createFor(pull, set))
  const edited = set.files.map((file) =>
    editOf(
      file,
      pulls.filter((pull) => pull.file === file.file),
    ),
  )
  const all = [...edited, ...created]
  return { edits: all.flatMap(({ edits }) => edits), left: all.flatMap(({ left }) => left) }
}

function createFor(pull: FilePull, { folder, schemaFor }: FileSet): Edited {
  const { policy, written } = pull
  const place = fileForPolicy(folder, policy)
  if ('fault' in place) return { edits: [], left: [leftOf(pull, 'name', place.fault)] }
  const { file } = place
  const text = newPolicyFile({ name: policy, spec: written ?? { policies: [] }, schema: schemaFor(file) })
  const fault = faultOfReading(file, text)
  if (fault !== null)
    return {
      edits: [],
      left: [leftOf(pull, 'not-editable', `no command could use its file: ${fault}`)],
    }
  return { edits: [{ file, text, was: '', isNew: true, pulled: [pulledOf(pull, file)] }], left: [] }
}

/** Tells why no command could use the new file. Findings of the checks are no obstacle: lint reports them later. */
function faultOfReading(file: string, text: string): string | null {
  const { policies, findings } = parsePolicyFile(file, new TextEncoder().encode(text))
  const isUsable = policies.length === 1 && policies[0]?.isSound === true
  return isUsable ? null : (findings[0]?.message ?? 'it holds no policy')
}

interface Draft {
  readonly text: string | null
  readonly pulled: readonly Pulled[]
  readonly left: readonly Left[]
}

/** Deletes documents after all edits, the last one first, so that no index changes before it is used. */
function editOf(file: ParsedFile, pulls: readonly FilePull[]): Edited {
  const placed = pulls.flatMap((pull) => {
    const place = file.policies.find(({ policy }) => policy.name === pull.policy)
    return place === undefined ? [] : [{ pull, place }]
  })
  const order = placed.toSorted(
    (a, b) => Number(a.pull.to === null) - Number(b.pull.to === null) || b.place.document - a.place.document,
  )
  const start: Draft = { text: file.text, pulled: [], left: [] }
  const draft = order.reduce((before, { pull, place }) => edited(before, pull, place), start)
  const { text, pulled, left } = draft
  return {
    edits: pulled.length === 0 ? [] : [{ file: file.file, text, was: file.text, isNew: false, pulled }],
    left,
  }
}

function edited(draft: Draft, pull: FilePull, { file, document, isSound }: ParsedPolicy): Draft {
  const left = (reason: string): Draft => ({
    ...draft,
    left: [...draft.left, leftOf(pull, 'not-editable', reason)],
  })
  if (!isSound) return left(`${file} has findings; fix them first`)
  if (pull.written === null) {
    const removal = removeDocument(draft.text ?? '', { file, document })
    if (removal.kind === 'impossible') return left(`it cannot be removed from ${file}: ${removal.reason}`)
    const text = removal.kind === 'removed' ? removal.text : null
    return { ...draft, text, pulled: [...draft.pulled, pulledOf(pull, file)] }
  }
  const splice = spliceSpec(draft.text ?? '', { file, document, spec: pull.written })
  if (splice.kind === 'impossible') return left(`${file} cannot be edited: ${splice.reason}`)
  const pulled = { ...pulledOf(pull, file), isRewritten: splice.kind === 'rewritten' }
  return { ...draft, text: splice.text, pulled: [...draft.pulled, pulled] }
}

function pulledOf({ policy, action, origin, from, to, hasLeftOut }: FilePull, file: string): Pulled {
  return { policy, action, file, origin, fields: fieldChanges(from, to), isRewritten: false, hasLeftOut }
}

function leftOf({ policy, file }: FilePull, reason: LeftReason, message: string): Left {
  return { policy, file, reason, message }
}
