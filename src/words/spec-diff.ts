/**
 * What differs between two specs, a line a rule and a line a route. Rules are
 * a multiset, so a moved rule is no difference; the order of routes may mean
 * something, so a moved route is one.
 */
import { diffArrays } from 'diff'
import { canonicalRoute, canonicalRule } from '../policy/canonical.ts'
import type { Route, Rule, Spec } from '../policy/policy.ts'

/** Lines with '- ' or '+ ' in front, in the order of the specs; nothing for what is equal. */
export function specDiff(before: Spec | null, after: Spec | null): readonly string[] {
  return [...multisetDiff(rules(before), rules(after)), ...listDiff(routes(before), routes(after))]
}

function rules(spec: Spec | null): readonly string[] {
  return (spec?.policies ?? []).map(ruleLine)
}

function routes(spec: Spec | null): readonly string[] {
  return (spec?.approvals ?? []).map(routeLine)
}

/** `allow GET POST https://x/* [tags: financial]` */
export function ruleLine(rule: Rule): string {
  const { permission, operations, resource, tags, ...rest } = canonicalRule(rule)
  const words = [permission, list(operations) || 'any method', resource ?? 'any URL']
  return [...words, ...(tags === undefined ? [] : [`[tags: ${list(tags)}]`]), ...others(rest)].join(' ')
}

/** `route workspace-writes (tools: calendar) → self-approvers, 4h, slack-finance first_success` */
function routeLine(route: Route): string {
  const { name, approvers, defaultDuration, delivery, ...selectors } = canonicalRoute(route)
  const when = others(selectors).join(' ')
  const { groups, match, ...more } = (approvers ?? {}) as Record<string, unknown>
  const who = [
    list(groups) || 'nobody',
    ...(match === undefined ? [] : [`${match} of them`]),
    ...others(more),
  ]
  const parts = [...who, ...(defaultDuration === undefined ? [] : [String(defaultDuration)])]
  const via = delivery === undefined ? [] : [`via ${JSON.stringify(delivery)}`]
  return `route ${name}${when === '' ? '' : ` (${when})`} → ${[...parts, ...via].join(', ')}`
}

function list(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(' ') : value === undefined ? '' : JSON.stringify(value)
}

function others(fields: object): readonly string[] {
  return Object.entries(fields).map(([key, value]) => `${key}: ${list(value)}`)
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

function listDiff(before: readonly string[], after: readonly string[]): readonly string[] {
  return diffArrays([...before], [...after]).flatMap(({ added, removed, value }) => {
    if (!added && !removed) return []
    return value.map((line) => `${added ? '+' : '-'} ${line}`)
  })
}
