/** Names a node by its fields and its value, and not by its index in a list or its line, which change. */
import { fieldsBelowItem } from '../parse/fields-below-item.ts'
import type { NodePath } from '../parse/node.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'

/**
 * The names of the fields that lead to a node (in a rule or route only those below
 * it), then its value if that is a scalar. The content of the rule or route is
 * recorded separately (item-content.ts).
 *
 * @param more further values to add at the end.
 */
export function aboutNode(
  { policy }: Pick<ParsedPolicy, 'policy'>,
  path: NodePath,
  more: readonly string[] = [],
): readonly string[] {
  const value = valueAt(policy, path)
  const isSingle = value !== undefined && value !== null && typeof value !== 'object'
  return [...fieldsBelowItem(path), ...(isSingle ? [String(value)] : []), ...more]
}

function valueAt(root: unknown, path: NodePath): unknown {
  let value = root
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Readonly<Record<string | number, unknown>>)[step]
  }
  return value
}
