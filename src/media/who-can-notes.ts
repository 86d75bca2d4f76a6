/** Notes beside the answer to who-can: what it cannot know, and errors in the files. */
import type { WhoCanAnswer } from '../answers/who-can.ts'
import { printable } from '../words/printable.ts'
import { findingLine } from './finding-line.ts'
import type { Look } from './printed.ts'

export function whoCanNotes({ document, view }: WhoCanAnswer, { quiet }: Pick<Look, 'quiet'>): string {
  const blind = `${printable(document.side)} does not say which agents are bound: add PolicyBinding documents to the policy files, or ask the workspace with --side live\n`
  return `${view.isBlind && !quiet ? blind : ''}${view.errors.map(findingLine).join('')}`
}
