/** Words for the outcome of an apply, the same for terminal and Markdown. */
import { count } from '../diagnostic/count.ts'
import { naturalNames } from './natural-order.ts'
import { asCode, listOf, own, say, type Words } from './span.ts'

/** `nothing to do`; a run without writes may still have changed what the next one deletes. Safe to print. */
export function nothingWritten({ newlyManaged }: { readonly newlyManaged: readonly string[] }): string {
  const taken = newlyManaged.length
  return taken === 0 ? 'nothing to do' : `nothing to write, ${count(taken, 'policy', 'policies')} taken over`
}

/** Words for what taking over means for later applies. @param newlyManaged at least one name. */
export function managedWords(newlyManaged: readonly string[]): Words {
  const are = newlyManaged.length === 1 ? 'is' : 'are'
  return say`${listOf(naturalNames(newlyManaged), asCode)} ${own(are)} managed from now on: a missing file deletes the live policy`
}
