/** Makes the smallest patch that turns a written node into the wanted value. */

import { isMap, isSeq } from 'yaml'
import { saysNothing } from '../policy/canonical.ts'
import { fieldAt, inWritingOrder, type Level, levelBelow, rankOf } from '../policy/fields.ts'
import { type Fields, isFields } from '../policy/shape.ts'
import { alignItems } from './align-items.ts'
import { type AddedEntry, type AddedItem, KEEP, type Patch } from './patch.ts'
import { isEmptyField, isLeftOut, isSameField, type PlacedField } from './same-field.ts'
import {
  keyOf,
  meaningOf,
  type YamlDocument,
  type YamlFields,
  type YamlList,
  type YamlNode,
} from './yaml-source.ts'

/** A field of the written document, and the value that it must get. */
export interface WantedNode extends PlacedField {
  readonly document: YamlDocument
  readonly value: unknown
}

export function compareNode(node: YamlNode | null, wanted: WantedNode): Patch {
  const { document, level, key, value } = wanted
  if (isSameField(wanted, meaningOf(node, document), value)) return KEEP
  if (isMap(node) && isFields(value))
    return compareFields(node as YamlFields, { document, level: levelBelow(level, key), value })
  if (isSeq(node) && Array.isArray(value)) return compareItems(node as YamlList, value, wanted)
  return { kind: 'replace', value }
}

/** The fields that an object must have. */
interface WantedFields {
  readonly document: YamlDocument
  readonly level: Level | null
  readonly value: Fields
}

function compareFields(node: YamlFields, { document, level, value }: WantedFields): Patch {
  const entries = node.items.map((pair): Patch | null => {
    const key = keyOf(pair)
    const wanted = { document, level, key, value: own(value, key) }
    if (saysNothing(wanted, value)) return KEEP
    if (isSameField(wanted, meaningOf(pair.value, document), wanted.value)) return KEEP
    return isLeftOut(wanted, wanted.value) ? null : compareNode(pair.value, wanted)
  })
  const added = addedEntries(node, { level, value }, entries)
  if (added.length === 0 && entries.every((entry) => entry === null)) return { kind: 'replace', value }
  return { kind: 'fields', level, node, value, entries, added }
}

function addedEntries(
  node: YamlFields,
  { level, value }: Pick<WantedFields, 'level' | 'value'>,
  entries: readonly (Patch | null)[],
): readonly AddedEntry[] {
  const written = node.items.map(keyOf)
  const absent = Object.keys(value).filter(
    (key) =>
      !written.includes(key) &&
      !saysNothing({ level, key }, value) &&
      !isEmptyField({ level, key }, value[key]),
  )
  return inWritingOrder(level, absent).map((key) => {
    const isBefore = (other: string, index: number): boolean =>
      entries[index] !== null && rankOf(level, other) <= rankOf(level, key)
    return { key, value: value[key], after: written.findLastIndex(isBefore) }
  })
}

function compareItems(node: YamlList, value: readonly unknown[], place: WantedNode): Patch {
  const { document, level, key } = place
  const current = node.items.map((item) => meaningOf(item as YamlNode, document))
  const { pairs, isOrdered } = alignItems(place, current, value)
  const partner = new Map(pairs)
  const items = current.map((item, index): Patch | null => {
    const to = partner.get(index)
    if (to === undefined) return null
    if (isSameField(place, [item], [value[to]])) return KEEP
    return compareNode(node.items[index] as YamlNode, { document, level, key, value: value[to] })
  })
  const added = addedItems(value, pairs, isOrdered || fieldAt(level, key)?.order === 'multiset')
  return {
    kind: 'items',
    level: levelBelow(level, key),
    node,
    value,
    ...substituted({ items, added }, isOrdered),
  }
}

/** A new rule is placed behind the rule that it follows in the wanted list; a new member of a set comes last. */
function addedItems(
  value: readonly unknown[],
  pairs: readonly (readonly [number, number])[],
  isPlaced: boolean,
): readonly AddedItem[] {
  const origin = new Map(pairs.map(([from, to]) => [to, from]))
  const last = Math.max(-1, ...pairs.map(([from]) => from))
  let after = isPlaced ? -1 : last
  return value.flatMap((item, to) => {
    const from = origin.get(to)
    if (from === undefined) return [{ value: item, after }]
    if (isPlaced) after = from
    return []
  })
}

interface Items {
  readonly items: readonly (Patch | null)[]
  readonly added: readonly AddedItem[]
}

/** A deleted and an inserted node at one position are one replacement: texts (methods, groups, connectors) are replaced where they stand. */
function substituted({ items, added }: Items, isOrdered: boolean): Items {
  const left = [...added]
  let place = -1
  const patched = items.map((patch, index) => {
    if (patch !== null) {
      place = index
      return patch
    }
    const next = left.findIndex(({ value, after }) => !isFields(value) && (!isOrdered || after === place))
    const [substitute] = next === -1 ? [] : left.splice(next, 1)
    return substitute === undefined ? null : ({ kind: 'replace', value: substitute.value } as const)
  })
  return { items: patched, added: left }
}

/** Reads own properties only: a key called `constructor` is absent unless it was written. */
function own(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined
}
