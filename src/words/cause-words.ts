import { type Cause, causeName } from '../answers/cause.ts'
import { asCode, listOfWords, NOTHING, say, type Words } from './span.ts'

/** `payments#2` and its place, or that it is deleted. */
export function causeWords(cause: Cause): Words {
  const { file, line, isGone } = cause
  const place = file === null ? null : { file, line: line ?? 1 }
  return [
    { kind: 'place', text: causeName(cause), place: isGone ? 'deleted' : place },
    ...mappedWords(cause.mapped ?? []),
  ]
}

/** ` (api.stripe.com in the file is api.stripe.test in this target)`: the target's map replaced one by the other. */
export function mappedWords(mapped: readonly { readonly from: string; readonly to: string }[]): Words {
  if (mapped.length === 0) return NOTHING
  const pairs = mapped.map(({ from, to }) => say`${asCode(from)} in the file is ${asCode(to)} in this target`)
  return say` (${listOfWords(pairs)})`
}

/** Says which names of the first target were translated to compare two targets in the names of the second. */
export function namesBetweenWords(mapped: readonly { readonly from: string; readonly to: string }[]): Words {
  const pairs = mapped.map(({ from, to }) => say`${asCode(from)} is ${asCode(to)}`)
  return say`in the names of the second target: ${listOfWords(pairs)}`
}
