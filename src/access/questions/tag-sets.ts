/**
 * Answers questions about many tags once for each set of tags that can matter. A tag
 * only makes more rules match, so one request needs no more tags than there are rules
 * that must match: one for the grant, and one for the other side. Splitting by each tag
 * would make 2^n cases of n tags.
 */
import type { Route, Rule, Spec } from '../../policy/policy.ts'
import { type PolicyOnSides, policyOnSides } from '../model/policy-on-sides.ts'
import { routesOf, rulesOf, textsOf } from '../model/reading.ts'

export interface WithTags {
  readonly tags: readonly string[]
  /** The policies for a tool with exactly these tags: no rule has tags any more. */
  readonly policies: readonly PolicyOnSides[]
}

/** With so few tags, splitting into cases is cheaper than the sets. */
const FEW = 2

/**
 * @param guarded tags of which a request must have one; []: no condition.
 * @returns null if splitting into cases is cheaper, or if routes of both sides depend on tags.
 */
export function tagSets(
  policies: readonly PolicyOnSides[],
  guarded: readonly string[],
): Iterable<WithTags> | null {
  const entries = entriesOf(policies)
  const kinds = kindsOfTags(entries, guarded)
  if (kinds.size <= FEW) return null
  const first = namesIn(entries, kinds, ({ isAfter, isGrant }) => isAfter && isGrant)
  const hasBefore = policies.some(({ before }) => before !== null)
  if (hasBefore && entries.some(({ isRoute, tags }) => isRoute && tags.length > 0)) return null
  const second = namesIn(entries, kinds, ({ isAfter, isRoute }) => (hasBefore ? !isAfter : isRoute))
  const third = guarded.length === 0 ? NO_TAG : [...new Set(guarded.map((tag) => kinds.get(tag) ?? tag))]
  return asked([['', ...first], ['', ...second], third], policies)
}

const NO_TAG: readonly string[] = ['']

interface TaggedEntry {
  /** The content but for its tags; equal rules are one, and the order of routes counts. */
  readonly content: string
  readonly tags: readonly string[]
  readonly isAfter: boolean
  readonly isGrant: boolean
  readonly isRoute: boolean
}

function entriesOf(policies: readonly PolicyOnSides[]): readonly TaggedEntry[] {
  return policies.flatMap(({ name, before, after }) => [
    ...(before === null ? [] : entriesIn(name, before, false)),
    ...(after === null ? [] : entriesIn(name, after, true)),
  ])
}

function entriesIn(policy: string, spec: Spec, isAfter: boolean): readonly TaggedEntry[] {
  return [
    ...rulesOf(spec).map(({ tags, permission, resource, operations }) => ({
      content: JSON.stringify([isAfter, policy, permission, resource, operations]),
      tags: textsOf(tags),
      isAfter,
      isGrant: permission !== 'deny',
      isRoute: false,
    })),
    ...routesOf(spec).map(({ tags }, index) => ({
      content: JSON.stringify([isAfter, policy, index]),
      tags: textsOf(tags),
      isAfter,
      isGrant: false,
      isRoute: true,
    })),
  ]
}

/** Tags that make equal entries match are alike: by tag the first of its kind. */
function kindsOfTags(
  entries: readonly TaggedEntry[],
  guarded: readonly string[],
): ReadonlyMap<string, string> {
  const places = new Map<string, Set<string>>()
  const lists = [...entries, { content: 'guarded', tags: guarded }]
  for (const { content, tags } of lists)
    for (const tag of tags) places.set(tag, (places.get(tag) ?? new Set()).add(content))
  const firsts = new Map<string, string>()
  const kinds = new Map<string, string>()
  for (const [tag, contents] of places) {
    const key = [...contents].sort().join('\n')
    firsts.set(key, firsts.get(key) ?? tag)
    kinds.set(tag, firsts.get(key) ?? tag)
  }
  return kinds
}

function namesIn(
  entries: readonly TaggedEntry[],
  kinds: ReadonlyMap<string, string>,
  isMeant: (entry: TaggedEntry) => boolean,
): readonly string[] {
  const tags = entries.filter(isMeant).flatMap((entry) => entry.tags)
  return [...new Set(tags.map((tag) => kinds.get(tag) ?? tag))]
}

function* asked(
  [first = [], second = [], third = []]: readonly (readonly string[])[],
  policies: readonly PolicyOnSides[],
): Iterable<WithTags> {
  const seen = new Set<string>()
  for (const a of first)
    for (const b of second)
      for (const c of third) {
        const tags = [...new Set([a, b, c])].filter((tag) => tag !== '').sort()
        const key = JSON.stringify(tags)
        if (seen.has(key)) continue
        seen.add(key)
        yield { tags, policies: policies.map((policy) => onTool(policy, new Set(tags))) }
      }
}

function onTool({ name, before, after }: PolicyOnSides, tags: ReadonlySet<string>): PolicyOnSides {
  return policyOnSides(name, before && specOnTool(before, tags), after && specOnTool(after, tags))
}

function specOnTool(spec: Spec, tags: ReadonlySet<string>): Spec {
  return {
    policies: rulesOf(spec).flatMap((rule) => entryOnTool(rule, tags)),
    approvals: routesOf(spec).flatMap((route) => entryOnTool(route, tags)),
  }
}

function entryOnTool<T extends Rule | Route>(entry: T, tags: ReadonlySet<string>): readonly T[] {
  const own = textsOf(entry.tags)
  if (own.length === 0) return [entry]
  const { tags: _tags, ...rest } = entry
  return own.some((tag) => tags.has(tag)) ? [rest as T] : []
}
