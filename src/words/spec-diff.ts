/**
 * Compares two specs, one line for each rule and each route. Rules have no order, so
 * a moved rule is no difference. The order of routes may have a meaning, so a moved
 * route is a difference.
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

/** @returns lines with '- ' or '+ ' in front, in the order of the specs; none for equal entries. */
export function specDiff(before: Spec | null, after: Spec | null): readonly string[] {
  const lines = [
    ...multisetDiff(rules(before), rules(after)),
    ...listDiff(routes(before), routes(after)),
    ...listDiff(otherFields(before).map(asItem), otherFields(after).map(asItem)),
  ]
  return lines.length > 0 || isSameSpec(before, after) ? lines : spelledOut(before, after)
}

/** Two different rules can have the same line, for example if a name has a comma in it. Then canonical texts are shown. */
function spelledOut(before: Spec | null, after: Spec | null): readonly string[] {
  const entries = (spec: Spec | null): readonly string[] => [
    ...(spec?.policies ?? []).map((rule) => canonicalText(canonicalRule(rule))),
    ...(spec?.approvals ?? []).map((route) => canonicalText(canonicalRoute(route))),
  ]
  return multisetDiff(entries(before), entries(after))
}

/** Lists the other fields of the spec, which the schema does not know. */
function otherFields(spec: Spec | null): readonly string[] {
  if (spec === null) return []
  const { policies: _rules, approvals: _routes, ...rest } = canonicalSpec(spec)
  return Object.entries(rest).map(([key, value]) => `${key}: ${canonicalText(value)}`)
}

function rules(spec: Spec | null): readonly string[] {
  return (spec?.policies ?? []).map(ruleLine)
}

/** One line of a list of routes or of other fields. */
interface Item {
  readonly line: string
  /** Text for comparing, without the label of an unnamed route, which has its index in it. */
  readonly compared: string
}

function routes(spec: Spec | null): readonly Item[] {
  return (spec?.approvals ?? []).map((route, index) => ({
    line: routeLine(route, routeLabel(route, index)),
    compared: routeLine(route, route.name ?? ''),
  }))
}

function asItem(line: string): Item {
  return { line, compared: line }
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
  const isSame = (a: Item, b: Item): boolean => a.compared === b.compared
  return diffArrays([...before], [...after], { comparator: isSame }).flatMap(({ added, removed, value }) => {
    if (!added && !removed) return []
    return value.map(({ line }) => `${added ? '+' : '-'} ${line}`)
  })
}
