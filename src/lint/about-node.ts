/** Names a node by its fields and its value, so that nothing hangs on its index in a list or on its line. */
import { fieldsBelowItem } from '../parse/fields-below-item.ts'
import type { NodePath } from '../parse/node.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'

/**
 * The fields that lead to a node, below its rule or route if it is in one, then
 * its value if that is a single one. The content of the whole rule or route is
 * known besides (item-content.ts).
 *
 * @param more further values, which come last.
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
