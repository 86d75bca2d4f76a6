import type { RefusalAnswer } from '../answers/refusal.ts'
import { findingLine } from './finding-line.ts'
import { jsonText } from './json-text.ts'
import type { Printed } from './printed.ts'

/** Prints the errors in the files that stopped a command. @param hasDocument true if a JSON document was asked for. */
export function refusalMedium(
  { document, view }: RefusalAnswer,
  { hasDocument }: { readonly hasDocument: boolean },
): Printed {
  return {
    stdout: hasDocument ? jsonText(document) : '',
    stderr: `${view.errors.map(findingLine).join('')}${view.verdict}\n`,
  }
}
