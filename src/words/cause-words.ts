import { type Cause, causeName } from '../answers/cause.ts'
import type { Words } from './span.ts'

/** `payments#2` and where it stands, or that it is deleted. */
export function causeWords(cause: Cause): Words {
  const { file, line, isGone } = cause
  const place = file === null ? null : { file, line: line ?? 1 }
  return [{ kind: 'place', text: causeName(cause), place: isGone ? 'deleted' : place }]
}
