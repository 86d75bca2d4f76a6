/** The names that a target replaces by its own. */

/** Kinds of names that a map swaps. */
export const MAPPED_KINDS = ['hosts', 'groups', 'connectors', 'tools'] as const
export type MappedKind = (typeof MAPPED_KINDS)[number]

/** By kind: the name in the files → the name for the target. Any other name stays. */
export type TargetMap = Readonly<Record<MappedKind, ReadonlyMap<string, string>>>

export const NO_MAP: TargetMap = {
  hosts: new Map(),
  groups: new Map(),
  connectors: new Map(),
  tools: new Map(),
}

/** A name that a map swaps for another. */
export interface MappedName {
  readonly kind: MappedKind
  readonly from: string
  readonly to: string
}

type WrittenMap = Readonly<Partial<Record<MappedKind, Readonly<Record<string, string>>>>>

/** @param written as in the config. */
export function targetMapOf(written: WrittenMap | undefined): TargetMap {
  if (written === undefined) return NO_MAP
  const of = (kind: MappedKind): ReadonlyMap<string, string> => new Map(Object.entries(written[kind] ?? {}))
  return { hosts: of('hosts'), groups: of('groups'), connectors: of('connectors'), tools: of('tools') }
}

export function isEmptyMap(map: TargetMap): boolean {
  return MAPPED_KINDS.every((kind) => map[kind].size === 0)
}

/** The reversed map. If several names became one, it takes the first of them in the config. */
export function reversedMap(map: TargetMap): TargetMap {
  const of = (kind: MappedKind): ReadonlyMap<string, string> =>
    new Map([...map[kind]].reverse().map(([from, to]) => [to, from]))
  return { hosts: of('hosts'), groups: of('groups'), connectors: of('connectors'), tools: of('tools') }
}

/** Finds the names that differ between two targets: that of the first, and that of the second. */
export function differingNames(one: TargetMap, other: TargetMap): readonly MappedName[] {
  return MAPPED_KINDS.flatMap((kind) => {
    const names = new Set([...one[kind].keys(), ...other[kind].keys()])
    return [...names].flatMap((name) => {
      const [from, to] = [one[kind].get(name) ?? name, other[kind].get(name) ?? name]
      return from === to ? [] : [{ kind, from, to }]
    })
  })
}
