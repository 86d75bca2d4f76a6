/** Places findings about a rule or route as a whole at its first field: a comment above it applies to them. */
import type { Place } from '../diagnostic/place.ts'
import type { NodePath } from '../parse/node.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
import { type Report, reportAt } from './check.ts'

/** @param path of a rule or route. */
export function headOf(policy: ParsedPolicy, path: NodePath): Place {
  const node = policy.nodeAt(path)
  const first = node?.kind === 'fields' ? node.entries[0] : undefined
  if (first === undefined) return policy.placeOf(path)
  const key = policy.keyPlaceOf([...path, first.key])
  const { endLine, endColumn } = policy.placeOf([...path, first.key])
  return first.value.kind === 'scalar' ? { ...key, endLine, endColumn } : key
}

export function reportAtHead(
  policy: ParsedPolicy,
  path: NodePath,
  words: Omit<Report, 'place' | 'policy'>,
): Report {
  return { ...reportAt(policy, path, words), place: headOf(policy, path) }
}

/** `line 6`, `lines 6, 9 and 12`: of rules or routes of the same policy. */
export function linesText(
  policy: ParsedPolicy,
  list: 'policies' | 'approvals',
  items: readonly number[],
): string {
  const lines = items.map((item) => String(headOf(policy, ['spec', list, item]).line))
  const last = lines.at(-1) ?? ''
  return lines.length < 2 ? `line ${last}` : `lines ${lines.slice(0, -1).join(', ')} and ${last}`
}
