/** Finds groups of targets that may share a layer: by a part of their names, or by equal policies. */
import type { LayerKind } from './fleet-proposal.ts'

export interface LayerGroup {
  readonly name: string
  readonly kind: LayerKind
  /** Indices of targets, ascending. */
  readonly members: readonly number[]
}

/** The number of targets of a group that may lack a shared policy, since each costs a line of `without`. */
export function mayLack(size: number): number {
  return size >= 3 ? Math.max(1, Math.floor(size / 4)) : 0
}

/**
 * Lists the groups: base, then shared ones, larger first, then each target's own.
 *
 * @param filled indices of the targets that have a policy; the others have nothing to share.
 * @param sharedBy for each policy that is equal in some targets, but not in all, the indices of these.
 */
export function layerGroups(
  targets: readonly string[],
  filled: readonly number[],
  sharedBy: readonly (readonly number[])[],
): readonly LayerGroup[] {
  const taken = new Set(targets)
  const base =
    filled.length < 2 ? [] : [{ name: free('base', taken), kind: 'base', members: filled } as const]
  const byName = groupsByName(targets, filled).map(({ name, members }) => ({
    name: free(name, taken),
    kind: 'shared' as const,
    members,
  }))
  const known = new Set([...byName.map(({ members }) => keyOf(members)), keyOf(filled)])
  const byContent = groupsByContent(filled.length, sharedBy)
    .filter((members) => !known.has(keyOf(members)))
    .map((members, at) => ({ name: free(`shared-${at + 1}`, taken), kind: 'shared' as const, members }))
  const shared = [...byName, ...byContent].sort(
    (a, b) => b.members.length - a.members.length || (a.name < b.name ? -1 : 1),
  )
  const own = targets.map((name, at) => ({ name, kind: 'own' as const, members: [at] }))
  return [...base, ...shared, ...own]
}

/** Groups targets by parts of their names, such as `eu` of dev-eu and prod-eu; each group gets its shortest part as name. */
function groupsByName(
  targets: readonly string[],
  filled: readonly number[],
): readonly Pick<LayerGroup, 'name' | 'members'>[] {
  const members = new Map<string, Set<number>>()
  for (const at of filled)
    for (const part of partsOf(targets[at] ?? '')) members.set(part, (members.get(part) ?? new Set()).add(at))
  const shortest = new Map<string, Pick<LayerGroup, 'name' | 'members'>>()
  for (const [name, of] of members) {
    if (of.size < 2 || of.size === filled.length) continue
    const group = { name, members: [...of].sort((a, b) => a - b) }
    const other = shortest.get(keyOf(group.members))
    if (other === undefined || isShorter(name, other.name)) shortest.set(keyOf(group.members), group)
  }
  return [...shortest.values()]
}

function isShorter(name: string, other: string): boolean {
  return name.length < other.length || (name.length === other.length && name < other)
}

/** `dev-eu-1` → dev, eu, 1, dev-eu, eu-1. */
function partsOf(target: string): readonly string[] {
  const words = target.split(/[._-]+/).filter((word) => word !== '')
  return words.flatMap((_word, from) =>
    words
      .slice(from)
      .map((_last, length) => words.slice(from, from + length + 1).join('-'))
      .filter((part) => !/^\d+$/.test(part)),
  )
}

/** Groups targets by equal policies. A layer has to save more copies than it costs lines. */
function groupsByContent(
  count: number,
  sharedBy: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const found = new Map<string, { readonly members: readonly number[]; policies: number }>()
  for (const members of sharedBy) {
    if (members.length < 2 || count - members.length <= mayLack(count)) continue
    const group = found.get(keyOf(members)) ?? { members, policies: 0 }
    group.policies += 1
    found.set(keyOf(members), group)
  }
  return [...found.values()].flatMap(({ members, policies }) =>
    policies * (members.length - 1) > members.length ? [members] : [],
  )
}

function keyOf(members: readonly number[]): string {
  return members.join(',')
}

function free(name: string, taken: Set<string>): string {
  const all = [name, `${name}-all`, ...Array.from({ length: taken.size }, (_, at) => `${name}-${at + 2}`)]
  const found = all.find((one) => !taken.has(one)) ?? name
  taken.add(found)
  return found
}
