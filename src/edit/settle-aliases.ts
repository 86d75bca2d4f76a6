/**
 * Makes every place independent of what is about to change: an alias whose
 * own value is not what its anchor is going to mean is written out, so that
 * no edit reaches a place that nobody asked to change.
 */
import { type Alias, isAlias, isScalar, visit } from 'yaml'
import { canonicalText } from '../policy/canonical.ts'
import { type Patch, visitPatch } from './patch.ts'
import { isSameField } from './same-field.ts'
import type { TextEdit } from './text-edit.ts'
import { meaningOf, targetOf, type YamlDocument, type YamlNode } from './yaml-source.ts'

type WrittenAlias = Alias.Parsed

/** An alias may stand for values of any place, so only what means the same everywhere is the same. */
const NOWHERE = { level: null, key: '' }

interface Outcome {
  /** The new meaning of the nodes that stay, if it changes. */
  readonly changed: ReadonlyMap<YamlNode, unknown>
  /** Nodes that go, or that are replaced as a whole. */
  readonly gone: ReadonlySet<YamlNode>
  readonly aliases: ReadonlyMap<YamlNode, unknown>
}

/**
 * @param write text of a value on one line.
 * @returns the edits to be made before all others; the patch has to be made anew after them.
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
    // The first alias of an anchor that goes takes its place; the others may stay.
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
