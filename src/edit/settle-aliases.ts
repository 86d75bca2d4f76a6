/**
 * Writes out each alias that must not follow the coming change of its anchor, so
 * that no edit changes a place that nobody asked to change.
 */
import { type Alias, isAlias, isScalar, visit } from 'yaml'
import { canonicalText } from '../policy/canonical.ts'
import { type Patch, visitPatch } from './patch.ts'
import { isSameField } from './same-field.ts'
import type { TextEdit } from './text-edit.ts'
import { meaningOf, targetOf, type YamlDocument, type YamlNode } from './yaml-source.ts'

type WrittenAlias = Alias.Parsed

/** An alias may stand anywhere, so values are compared without the meaning that a place gives them. */
const NOWHERE = { level: null, key: '' }

interface Outcome {
  /** The kept nodes that change, with their new values. */
  readonly changed: ReadonlyMap<YamlNode, unknown>
  /** Nodes that are deleted, or replaced as a whole. */
  readonly gone: ReadonlySet<YamlNode>
  /** The aliases that get a value of their own. */
  readonly aliases: ReadonlyMap<YamlNode, unknown>
}

/**
 * @param write writes a value on one line.
 * @returns the edits to make before all others; after them the patch must be made again.
 */
export function settleAliases(
  document: YamlDocument,
  { root, patch, write }: { root: YamlNode; patch: Patch; write: (value: unknown) => string },
): readonly TextEdit[] {
  const outcome = outcomeOf(root, patch)
  const moved = new Map<YamlNode, string>()
  return aliasesOf(document).flatMap((alias) => {
    const target = targetOf(alias, document)
    if (target === null || outcome.gone.has(alias)) return []
    const current = meaningOf(target, document)
    const value = outcome.aliases.has(alias) ? outcome.aliases.get(alias) : current
    const isGone = outcome.gone.has(target)
    if (!isGone && isSame(outcome.changed.has(target) ? outcome.changed.get(target) : current, value))
      return []
    const [start, end] = alias.range
    if (!isGone || !isSame(current, value)) return [{ start, end, text: write(value) }]
    // If the anchor is deleted, its first alias becomes the anchor; the other aliases can stay.
    if (moved.has(target)) return []
    moved.set(target, alias.source)
    return [{ start, end, text: `&${alias.source} ${write(value)}` }]
  })
}

function isSame(a: unknown, b: unknown): boolean {
  return isSameField(NOWHERE, a, b) || canonicalText(a) === canonicalText(b)
}

function outcomeOf(root: YamlNode, patch: Patch): Outcome {
  const changed = new Map<YamlNode, unknown>()
  const gone = new Set<YamlNode>()
  const aliases = new Map<YamlNode, unknown>()
  visitPatch(root, patch, (node, part) => {
    if (part.kind === 'keep') return
    if (part.kind !== 'replace') changed.set(node, part.value)
    else if (isAlias(node)) aliases.set(node, part.value)
    else if (isScalar(node) && typeof part.value !== 'object') changed.set(node, part.value)
    else markGone(node, gone)
    for (const dropped of droppedBy(part)) markGone(dropped, gone)
  })
  return { changed, gone, aliases }
}

function droppedBy(patch: Patch): readonly YamlNode[] {
  if (patch.kind === 'items')
    return patch.node.items.filter((_, index) => patch.items[index] === null) as YamlNode[]
  if (patch.kind !== 'fields') return []
  const pairs = patch.node.items.filter((_, index) => patch.entries[index] === null)
  return pairs.flatMap(({ key, value }) => (value === null ? [key] : [key, value]))
}

function markGone(node: YamlNode, gone: Set<YamlNode>): void {
  visit(node, { Node: (_key, inner) => void gone.add(inner as YamlNode) })
}

function aliasesOf({ contents }: YamlDocument): readonly WrittenAlias[] {
  const aliases: WrittenAlias[] = []
  visit(contents, { Alias: (_key, alias) => void aliases.push(alias as WrittenAlias) })
  return aliases
}
