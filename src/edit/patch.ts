/**
 * Describes how a written spec becomes another one, as kept, deleted and added
 * nodes with their positions, without any text.
 */
import type { Level } from '../policy/fields.ts'
import type { YamlFields, YamlList, YamlNode } from './yaml-source.ts'

export type Patch =
  | { readonly kind: 'keep' }
  /** The whole node becomes this value. */
  | { readonly kind: 'replace'; readonly value: unknown }
  | FieldsPatch
  | ItemsPatch

/** `entries` has one patch for each pair of the node, in order; null: the pair is deleted. */
export interface FieldsPatch {
  readonly kind: 'fields'
  /** The level of the object; null: the schema does not know what it is. */
  readonly level: Level | null
  readonly node: YamlFields
  readonly value: unknown
  readonly entries: readonly (Patch | null)[]
  readonly added: readonly AddedEntry[]
}

export interface AddedEntry {
  readonly key: string
  readonly value: unknown
  /** Index of the kept entry that it follows; -1: before all. */
  readonly after: number
}

/** `items` has one patch for each item of the node, in order; null: the item is deleted. */
export interface ItemsPatch {
  readonly kind: 'items'
  /** The level of the objects in the list. */
  readonly level: Level | null
  readonly node: YamlList
  readonly value: unknown
  readonly items: readonly (Patch | null)[]
  readonly added: readonly AddedItem[]
}

export interface AddedItem {
  readonly value: unknown
  /** Index of the kept item that it follows; -1: before all. */
  readonly after: number
}

export const KEEP: Patch = { kind: 'keep' }

export function changesNothing(patch: Patch): boolean {
  if (patch.kind === 'keep') return true
  if (patch.kind === 'replace') return false
  const parts = patch.kind === 'fields' ? patch.entries : patch.items
  return patch.added.length === 0 && parts.every((part) => part !== null && changesNothing(part))
}

/** Visits every node that is kept or replaced, with its patch. */
export function visitPatch(
  node: YamlNode | null,
  patch: Patch,
  visit: (node: YamlNode, patch: Patch) => void,
): void {
  if (node === null) return
  visit(node, patch)
  if (patch.kind === 'fields') {
    patch.node.items.forEach(({ value }, index) => {
      const part = patch.entries[index]
      if (part) visitPatch(value, part, visit)
    })
  }
  if (patch.kind === 'items') {
    patch.node.items.forEach((item, index) => {
      const part = patch.items[index]
      if (part) visitPatch(item as YamlNode, part, visit)
    })
  }
}
