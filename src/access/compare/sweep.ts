/**
 * The sweep: finds every cell of the request space in which the two sides of a
 * comparison differ, exactly. It goes once down the tree of patterns, within
 * the part that the change touches, and analyses each group of methods on
 * which the same rules are active.
 */

import { Effort, stepsOfPairs } from '../model/effort.ts'
import { type MethodSpace, maskOf, methodSpace, numbersIn, wholePage } from '../model/method-space.ts'
import type { Pattern } from '../model/pattern.ts'
import { widest } from '../model/pattern-order.ts'
import type { PolicyOnSides } from '../model/policy-on-sides.ts'
import type { Vote } from '../model/region.ts'
import { AFTER, BEFORE } from '../model/rule-sides.ts'
import { type Activity, joinActivities } from './atom.ts'
import { type CellQuestion, type Difference, differencesIn } from './cell.ts'
import { gatherEntries, type SweepEntry } from './gather-entries.ts'
import { type UrlSet, urlSet } from './url-set.ts'
import { childrenOf, extentKey, extentText, type UrlTree, urlTree } from './url-tree.ts'

export interface Sweep {
  readonly tree: UrlTree
  readonly methods: MethodSpace
  readonly findings: readonly SweptDifference[]
  /** The rest of the budget of the question. */
  readonly effort: Effort
}

/** One difference, with all cells in which it occurs. */
export interface SweptDifference extends Difference {
  /** Number of the method → nodes of the tree, ascending. */
  readonly cells: ReadonlyMap<number, readonly number[]>
}

export interface SweepQuestion {
  /** Sorted by name. */
  readonly policies: readonly PolicyOnSides[]
  /** The result of a request that no rule matches: 'deny' for decisions, 'none' for votes. */
  readonly unmatched: Vote
  /** The part of the URL space to analyse; absent: wherever the change may matter. */
  readonly focus?: Pattern
  /** Differences that matter; absent: all. */
  readonly isWanted?: CellQuestion['isWanted']
  /** The budget, for a part of a question; absent: that of a whole question. */
  readonly effort?: Effort | undefined
}

/** @throws PolicyctlError policies-entangled if an exact answer would have too many cases. */
export function sweep(asked: SweepQuestion): Sweep {
  const { policies, unmatched, focus, isWanted } = asked
  const within = widest(focus === undefined ? policies.flatMap(({ touched }) => touched) : [focus])
  const entries = gatherEntries(policies, within)
  const tree = urlTree(
    entries.map(({ selector }) => selector),
    within,
  )
  const methods = methodSpace(entries.map(({ selector }) => selector))
  const collected = new Collected()
  const blamed = policies.filter(({ touched }) => touched.length > 0).map(({ name }) => name)
  const hasTags = entries.some(({ atom }) => atom.tags.length > 0)
  const effort = asked.effort ?? new Effort(blamed, hasTags ? undefined : stepsOfPairs(entries.length))
  const question = isWanted === undefined ? { unmatched } : { unmatched, isWanted }
  const analyse = remembering({ tree, question, focus: focus?.glob ?? null, effort })
  for (let page = 0; page < methods.pages; page += 1) {
    const own = activitiesByNode(entries, tree, (entry) => maskOf(entry.selector, methods, page))
    sweepPage({ tree, own, whole: wholePage(methods, page) }, (node, mask, active) => {
      const differences = analyse(active, node)
      for (const number of differences.length === 0 ? [] : numbersIn(mask, page))
        for (const difference of differences) collected.add(difference, number, node)
    })
  }
  return { tree, methods, findings: collected.findings(), effort }
}

interface Page {
  readonly tree: UrlTree
  readonly own: readonly (readonly Activity[])[]
  /** Bits of all methods of the page. */
  readonly whole: number
}

type VisitCell = (node: number, methods: number, active: readonly Activity[]) => void

function sweepPage({ tree, own, whole }: Page, visit: VisitCell): void {
  const active: (readonly Activity[])[] = []
  for (const [node, parent] of tree.parents.entries()) {
    const here = joinActivities(active[parent] ?? [], own[node] ?? [])
    active.push(here)
    if (tree.isFocused[node] !== 1) continue
    for (const mask of masksOf(here, whole)) visit(node, mask, activeOn(mask, here))
  }
}

/**
 * Splits the methods into groups for which the same atoms are active on the same sides. Methods for
 * which each atom is active on both sides or on none are left out: nothing differs there.
 */
function masksOf(activities: readonly Activity[], whole: number): readonly number[] {
  const touched = activities.reduce((mask, { before, after }) => mask | (before ^ after), 0) & whole
  if (touched === 0) return NO_METHODS
  let masks: readonly number[] = [touched]
  for (const { before, after } of activities) masks = split(split(masks, before), after)
  return masks
}

const NO_METHODS: readonly number[] = []

function split(masks: readonly number[], by: number): readonly number[] {
  if (!masks.some((mask) => (mask & by) !== 0 && (mask & ~by) !== 0)) return masks
  return masks.flatMap((mask) => [mask & by, mask & ~by].filter((part) => part !== 0))
}

/** The atoms that are active for these methods, with their sides. */
function activeOn(mask: number, activities: readonly Activity[]): readonly Activity[] {
  const active: Activity[] = []
  for (const { atom, before, after } of activities) {
    const onSides = { atom, before: Number((before & mask) !== 0), after: Number((after & mask) !== 0) }
    if (onSides.before + onSides.after > 0) active.push(onSides)
  }
  return active
}

function activitiesByNode(
  entries: readonly SweepEntry[],
  tree: UrlTree,
  methodsOf: (entry: SweepEntry) => number,
): readonly (readonly Activity[])[] {
  const nodes = new Map(tree.extents.map((extent, node) => [extentKey(extent), node]))
  const own: Activity[][] = tree.extents.map(() => [])
  for (const entry of entries) {
    const mask = methodsOf(entry)
    const before = (entry.sides & BEFORE) === 0 ? 0 : mask
    const after = (entry.sides & AFTER) === 0 ? 0 : mask
    if (mask !== 0) own[nodes.get(extentKey(entry.selector)) ?? 0]?.push({ atom: entry.atom, before, after })
  }
  return own.map((activities) => (activities.length > 1 ? joinActivities([], activities) : activities))
}

interface Analysis {
  readonly tree: UrlTree
  readonly question: CellQuestion
  readonly focus: string | null
  readonly effort: Effort
}

/** Reuses the differences of another cell with the same active atoms, unless globs are involved, which depend on the cell. */
function remembering({ tree, question, focus, effort }: Analysis) {
  const known = new Map<string, readonly Difference[]>()
  const urlsOf = cellUrls(tree, effort)
  return (active: readonly Activity[], node: number): readonly Difference[] => {
    const hasGlobs = focus !== null || active.some(({ atom }) => atom.glob !== null)
    const atoms = active.map(({ atom, before, after }) => `${atom.id}.${before}${after}`).join()
    const key = hasGlobs ? `${node} ${atoms}` : atoms
    const cell = { activities: active, urls: () => urlsOf(node), focus }
    const found = known.get(key) ?? differencesIn(cell, question, effort)
    known.set(key, found)
    return found
  }
}

/** Computes the URLs that a node's pattern matches and no child's does, on demand. */
function cellUrls(tree: UrlTree, effort: Effort): (node: number) => UrlSet {
  const known = new Map<number, UrlSet>()
  let children: ReturnType<typeof childrenOf> | null = null
  return (node) => {
    const found = known.get(node)
    if (found !== undefined) return found
    children ??= childrenOf(tree)
    const holes = (children[node] ?? []).map((child) => extentText(tree.extents[child]))
    const urls = urlSet([extentText(tree.extents[node])], holes, effort)
    known.set(node, urls)
    return urls
  }
}

/** Collects equal differences, each with its cells. */
class Collected {
  readonly #byText = new Map<string, { difference: Difference; cells: Map<number, number[]> }>()
  readonly #texts = new WeakMap<Difference, string>()

  add(difference: Difference, method: number, node: number): void {
    const text = this.#texts.get(difference) ?? JSON.stringify(difference)
    this.#texts.set(difference, text)
    const known = this.#byText.get(text) ?? { difference, cells: new Map<number, number[]>() }
    this.#byText.set(text, known)
    const nodes = known.cells.get(method)
    if (nodes === undefined) known.cells.set(method, [node])
    else nodes.push(node)
  }

  findings(): readonly SweptDifference[] {
    return [...this.#byText.values()].map(({ difference, cells }) => ({ ...difference, cells }))
  }
}
