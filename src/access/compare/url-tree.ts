/**
 * The URL space, divided by patterns that nest like folders. The cell of a node has the
 * URLs that match its pattern and no child's pattern, so n patterns make at most n + 1
 * cells. The rules that are active in a cell are those on the path from the root to it.
 */

import { ANY_URL, type Pattern } from '../model/pattern.ts'
import { byExtent, encloses, enclosingIndexes } from '../model/pattern-order.ts'

export type Extent = Pick<Pattern, 'key' | 'isExact'>

export interface UrlTree {
  /** Sorted by extent; the first is every URL. */
  readonly extents: readonly Extent[]
  /** Index of the parent, -1 for the first. */
  readonly parents: Int32Array
  /** 1 if the node is in the focus. */
  readonly isFocused: Uint8Array
}

/** @param focus the part of the URL space to analyse: widest patterns, sorted by extent. */
export function urlTree(extents: Iterable<Extent>, focus: readonly Extent[]): UrlTree {
  const unique = new Map<string, Extent>()
  for (const extent of [ANY_URL, ...extents, ...focus]) unique.set(extentKey(extent), extent)
  const sorted = [...unique.values()].sort(byExtent)
  return { extents: sorted, parents: enclosingIndexes(sorted), isFocused: focusOf(sorted, focus) }
}

export function extentKey({ key, isExact }: Extent): string {
  return isExact ? `=${key}` : `^${key}`
}

/** The pattern of an extent; '*' for every URL. */
export function extentText(extent: Extent | undefined): string {
  if (extent === undefined) return '*'
  return extent.isExact ? extent.key : `${extent.key}*`
}

export function childrenOf({ extents, parents }: UrlTree): readonly (readonly number[])[] {
  const children: number[][] = extents.map(() => [])
  for (const [node, parent] of parents.entries()) children[parent]?.push(node)
  return children
}

function focusOf(sorted: readonly Extent[], focus: readonly Extent[]): Uint8Array {
  const isFocused = new Uint8Array(sorted.length)
  const open = focus.values()
  let current = open.next().value
  for (const [index, extent] of sorted.entries()) {
    while (current !== undefined && byExtent(current, extent) < 0 && !encloses(current, extent))
      current = open.next().value
    if (current !== undefined && encloses(current, extent)) isFocused[index] = 1
  }
  return isFocused
}
