/**
 * Selects the policies that a target gets from a project's files: each from the
 * last layer that has it, without those that it drops, with the target's own
 * names for hosts, groups, connectors and tools. Places stay those of the files.
 */
import type { ParsedFile, ParsedPolicy } from '../parse/parsed-file.ts'
import { matchesNameGlob } from '../policy/name-glob.ts'
import type { FleetTarget } from './fleet-target.ts'
import { layerOf } from './fleet-target.ts'
import { type MappedValue, mapSpec } from './map-spec.ts'
import type { TargetMap } from './target-map.ts'

/** A policy that a target gets, and where it comes from. */
export interface TargetPolicy {
  /** With the names of the target. */
  readonly parsed: ParsedPolicy
  /** As the file has it. */
  readonly written: ParsedPolicy
  readonly layer: string
  /** The policy of the last earlier layer that has the name; null: none has. */
  readonly replaces: ParsedPolicy | null
  /** The policy of the first layer that has the name; itself if its own layer is the first. */
  readonly first: ParsedPolicy
  readonly mapped: readonly MappedValue[]
}

/** A policy of the layers that the target does not get. */
export interface DroppedPolicy {
  /** The policy of the last layer that has it. */
  readonly written: ParsedPolicy
  readonly first: ParsedPolicy
  /** The glob of `without`. */
  readonly glob: string
}

export interface TargetFiles {
  /** Those of its layers, with the policies that it gets. */
  readonly files: readonly ParsedFile[]
  /** In the order of the files. */
  readonly policies: readonly TargetPolicy[]
  readonly dropped: readonly DroppedPolicy[]
}

export interface Layout {
  /** Folder of the policies, relative to the project's root. */
  readonly folder: string
  /** Every policy file of the project, as parsed. */
  readonly files: readonly ParsedFile[]
}

const knownFiles = new WeakMap<readonly ParsedFile[], WeakMap<FleetTarget, KnownFiles>>()

interface KnownFiles {
  readonly folder: string
  readonly given: TargetFiles
}

/** Worked out once for the same files, folder and target. */
export function targetFiles({ folder, files }: Layout, target: FleetTarget): TargetFiles {
  const ofTargets = knownFiles.get(files) ?? new WeakMap<FleetTarget, KnownFiles>()
  knownFiles.set(files, ofTargets)
  const found = ofTargets.get(target)
  if (found !== undefined && found.folder === folder) return found.given
  const given = joinedFiles({ folder, files }, target)
  ofTargets.set(target, { folder, given })
  return given
}

function joinedFiles({ folder, files }: Layout, target: FleetTarget): TargetFiles {
  const { layers, without, map } = target
  const placed = files.flatMap((file) => {
    const layer = layerOf(file.file, folder, layers)
    return layer === null ? [] : [{ file, rank: layers.indexOf(layer) }]
  })
  const byName = policiesByRank(placed)
  const policies: TargetPolicy[] = []
  const dropped: DroppedPolicy[] = []
  const given = placed.map(({ file, rank }): ParsedFile => {
    const own = file.policies.flatMap((written): readonly ParsedPolicy[] => {
      const { name } = written.policy
      const ranks = byName.get(name) ?? []
      const last = ranks[ranks.length - 1]
      const first = ranks[0]?.policy ?? written
      if (last === undefined || last.rank !== rank) return []
      const glob = without.find((one) => matchesNameGlob(one, name))
      if (glob !== undefined) {
        dropped.push({ written, first, glob })
        return []
      }
      const replaces = ranks.findLast((one) => one.rank < rank)?.policy ?? null
      const mapped = mappedPolicy(written, map)
      policies.push({ ...mapped, written, layer: layers[rank] ?? '', replaces, first })
      return [mapped.parsed]
    })
    const isWhole = own.length === file.policies.length && own.every((one, at) => one === file.policies[at])
    return isWhole ? file : { ...file, policies: own }
  })
  return { files: given, policies, dropped }
}

interface Ranked {
  readonly policy: ParsedPolicy
  readonly rank: number
}

/** Each name with the layers that have it, earliest first; of two in one layer the first file's. */
function policiesByRank(
  placed: readonly { readonly file: ParsedFile; readonly rank: number }[],
): ReadonlyMap<string, readonly Ranked[]> {
  const byName = new Map<string, Ranked[]>()
  for (const { file, rank } of placed)
    for (const policy of file.policies) {
      const known = byName.get(policy.policy.name)
      if (known === undefined) byName.set(policy.policy.name, [{ policy, rank }])
      else if (!known.some((one) => one.rank === rank)) known.push({ policy, rank })
    }
  for (const ranks of byName.values()) ranks.sort((a, b) => a.rank - b.rank)
  return byName
}

const known = new WeakMap<TargetMap, WeakMap<ParsedPolicy, Pick<TargetPolicy, 'parsed' | 'mapped'>>>()

/** The same object for the same policy and map, so that what is worked out about it is worked out once. */
export function mappedPolicy(written: ParsedPolicy, map: TargetMap): Pick<TargetPolicy, 'parsed' | 'mapped'> {
  const ofMap = known.get(map) ?? new WeakMap()
  known.set(map, ofMap)
  const found = ofMap.get(written)
  if (found !== undefined) return found
  const { spec, mapped } = mapSpec(written.policy.spec, map)
  const parsed = mapped.length === 0 ? written : { ...written, policy: { ...written.policy, spec }, mapped }
  ofMap.set(written, { parsed, mapped })
  return { parsed, mapped }
}
