/** Drops values of a wrong type from a policy, and replaces them in lists. The result serves only to find more mistakes. */
import type { Node, NodePath } from './node.ts'
import { pathOf, type SchemaError } from './schema-findings.ts'

type Fields = Record<string, unknown>

/** @returns null if no name or no list of rules is left. */
export function withoutRefused(
  root: Node,
  value: unknown,
  errors: readonly SchemaError[],
): Readonly<Fields> | null {
  const draft = structuredClone(value)
  for (const { keyword, instancePath } of errors)
    if (keyword === 'type') remove(draft, pathOf(root, instancePath))
  const { name, metadata, spec } = Object(draft)
  const { policies } = Object(spec)
  const hasName = typeof name === 'string' || typeof Object(metadata).name === 'string'
  return hasName && Array.isArray(policies) ? (draft as Fields) : null
}

/** Items of lists are replaced, since the place of a finding is found by the index: a rule or route becomes {}, a text GET. */
function remove(draft: unknown, path: NodePath): void {
  const last = path.at(-1)
  let parent: unknown = draft
  for (const step of path.slice(0, -1)) parent = Object(parent)[step]
  if (typeof last === 'number' && Array.isArray(parent)) parent[last] = path.length === 3 ? {} : HARMLESS_WORD
  else if (typeof last === 'string' && typeof parent === 'object' && parent !== null)
    delete (parent as Fields)[last]
}

/** Valid as a method, a tag and a group. */
const HARMLESS_WORD = 'GET'
