/** Sentences of the page about what its rows cannot show. */
import type { DiffAnswer } from '../answers/diff.ts'
import type { DriftDocument } from '../answers/drift.ts'
import type { PlanView } from '../answers/plan.ts'
import type { ReplayAnswer } from '../answers/replay.ts'
import type { Finding } from '../diagnostic/finding.ts'
import { DOCUMENTS_DIFFER } from '../words/binding-words.ts'
import { unlifted } from '../words/guard-words.ts'
import { takenOverWords } from '../words/plan-words.ts'
import { printable } from '../words/printable.ts'
import { recordNotes } from '../words/record-words.ts'
import { replayGapsWords } from '../words/replay-words.ts'
import { asValue, own, plainText, say, type Words } from '../words/span.ts'
import { notComparedWords, uncomparedNotes } from '../words/uncompared-words.ts'

/** @param errors of the files of the side. */
export function sidePageNotes(errors: readonly Finding[]): readonly string[] {
  return titled('not read', notComparedWords({ errors, unreadable: [] }))
}

export function diffPageNotes({ document, view: { errors } }: DiffAnswer): readonly string[] {
  return [
    ...titled('not compared', notComparedWords({ ...document, unreadable: [], errors })),
    ...recordNotes(document).flatMap(({ title, policies, meaning }) =>
      titled(title.toLowerCase(), [say`${policies}: ${own(meaning)}`]),
    ),
    ...titled('bindings', document.bindingsDiffer ? [[own(DOCUMENTS_DIFFER)]] : []),
  ]
}

export function planPageNotes({ plan, rulings }: PlanView): readonly string[] {
  return [
    ...titled('not compared', uncomparedNotes(plan)),
    ...titled('taken over', plan.newlyManaged.length === 0 ? [] : [takenOverWords(plan)]),
    ...titled(
      'an apply would refuse',
      unlifted(rulings).map(
        ({ policy, fact }) => say`${asValue(policy === null ? fact : `${policy}: ${fact}`)}`,
      ),
    ),
  ]
}

export function driftPageNotes(document: DriftDocument): readonly string[] {
  return titled('not compared', uncomparedNotes(document))
}

export function replayPageNotes({ document, view }: ReplayAnswer): readonly string[] {
  return titled('not compared', replayGapsWords({ ...document, ...view }))
}

function titled(title: string, notes: readonly Words[]): readonly string[] {
  return notes.map((note) => printable(`${title}: ${plainText(note)}`))
}
