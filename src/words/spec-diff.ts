/**
 * Compares two specs, one line for each rule and each route. Rules are a
 * multiset, so a moved rule is no difference; the order of routes may mean
 * something, so a moved route is one.
 */
import { diffArrays } from 'diff'
import {
  canonicalRoute,
  canonicalRule,
  canonicalSpec,
  canonicalText,
  isSameSpec,
} from '../policy/canonical.ts'
import type { Spec } from '../policy/policy.ts'
import { routeLabel } from '../policy/route-label.ts'
import { routeLine, ruleLine } from './entry-words.ts'

/** Lines with '- ' or '+ ' in front, in the order of the specs; nothing for what is equal. */
export function specDiff(before: Spec | null, after: Spec | null): readonly string[] {
  const lines = [
    ...multisetDiff(rules(before), rules(after)),
    ...listDiff(routes(before), routes(after)),
    ...listDiff(otherFields(before).map(asItem), otherFields(after).map(asItem)),
  ]
  return lines.length > 0 || isSameSpec(before, after) ? lines : spelledOut(before, after)
}

/** A comma in a name, say, can make two rules read alike that are not. */
function spelledOut(before: Spec | null, after: Spec | null): readonly string[] {
  const entries = (spec: Spec | null): readonly string[] => [
    ...(spec?.policies ?? []).map((rule) => canonicalText(canonicalRule(rule))),
    ...(spec?.approvals ?? []).map((route) => canonicalText(canonicalRoute(route))),
  ]
  return multisetDiff(entries(before), entries(after))
}

/** Lists fields that neither the schema nor this tool knows, but a file or the ledger names. */
function otherFields(spec: Spec | null): readonly string[] {
  if (spec === null) return []
  const { policies: _rules, approvals: _routes, ...rest } = canonicalSpec(spec)
  return Object.entries(rest).map(([key, value]) => `${key}: ${canonicalText(value)}`)
}

function rules(spec: Spec | null): readonly string[] {
  return (spec?.policies ?? []).map(ruleLine)
}

/** A line of a list. */
interface Item {
  readonly line: string
  /** Lines that say the same have the same: a route without a name is not another one where it moves down. */
  readonly says: string
}

function routes(spec: Spec | null): readonly Item[] {
  return (spec?.approvals ?? []).map((route, index) => ({
    line: routeLine(route, routeLabel(route, index)),
    says: routeLine(route, route.name ?? ''),
  }))
}

function asItem(line: string): Item {
  return { line, says: line }
}

function multisetDiff(before: readonly string[], after: readonly string[]): readonly string[] {
  const kept = new Map<string, number>()
  for (const line of after) kept.set(line, (kept.get(line) ?? 0) + 1)
  const removed = before.filter((line) => !take(kept, line))
  const old = new Map<string, number>()
  for (const line of before) old.set(line, (old.get(line) ?? 0) + 1)
  const added = after.filter((line) => !take(old, line))
  return [...removed.map((line) => `- ${line}`), ...added.map((line) => `+ ${line}`)]
}

function take(counts: Map<string, number>, line: string): boolean {
  const left = counts.get(line) ?? 0
  counts.set(line, left - 1)
  return left > 0
}

function listDiff(before: readonly Item[], after: readonly Item[]): readonly string[] {
  const isSame = (a: Item, b: Item): boolean => a.says === b.says
  return diffArrays([...before], [...after], { comparator: isSame }).flatMap(({ added, removed, value }) => {
    if (!added && !removed) return []
    return value.map(({ line }) => `${added ? '+' : '-'} ${line}`)
  })
}
