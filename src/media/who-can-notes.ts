/** Writes notes beside the answer to who-can: what it cannot know, and errors in the files. */
import type { WhoCanAnswer } from '../answers/who-can.ts'
import { docsPage } from '../diagnostic/docs-page.ts'
import { printable } from '../words/printable.ts'
import { findingLine } from './finding-line.ts'
import type { Look } from './printed.ts'

export function whoCanNotes({ document, view }: WhoCanAnswer, { quiet }: Pick<Look, 'quiet'>): string {
  const blind = `${printable(document.side)}: no PolicyBinding document says which agents have these policies; ask the workspace with --side live, or let policyctl adopt --all --bindings write the documents: ${docsPage('access-model.md#who-is-bound')}\n`
  return `${view.isBlind && !quiet ? blind : ''}${view.errors.map(findingLine).join('')}`
}
