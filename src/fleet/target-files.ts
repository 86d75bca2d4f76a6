/**
 * Selects the policies that a target gets from a project's files: each from the
 * last layer that has it, without those that it drops, with the target's own
 * names for hosts, groups, connectors and tools. Places stay those of the files.
 */
import type { ParsedFile, ParsedPolicy } from '../parse/parsed-file.ts'
import { keptFor } from '../policy/kept-for.ts'
import { matchesNameGlob } from '../policy/name-glob.ts'
import type { FleetTarget } from './fleet-target.ts'
import { layerOf } from './fleet-target.ts'
import { type MappedValue, mapSpec, swapsIn } from './map-spec.ts'
import { type MappedKind, NO_MAP, type TargetMap } from './target-map.ts'

/** A policy that a target gets, and its origin. */
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
  /** The files of its layers, each with the policies that the target gets from it. */
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

interface KnownFiles {
  readonly folder: string
  readonly ofTargets: WeakMap<FleetTarget, TargetFiles>
  /** By the layers, as JSON. */
  readonly ofLayers: Map<string, readonly LayeredFile[]>
}

const knownFiles = new WeakMap<readonly ParsedFile[], KnownFiles>()

/** The result is cached by files, folder and target; the part that depends only on layers is shared by all targets with these layers. */
export function targetFiles({ folder, files }: Layout, target: FleetTarget): TargetFiles {
  const known = knownFiles.get(files)
  const found = known?.folder === folder ? known : { folder, ofTargets: new WeakMap(), ofLayers: new Map() }
  knownFiles.set(files, found)
  const key = JSON.stringify(target.layers)
  const layered = found.ofLayers.get(key) ?? layeredFiles({ folder, files }, target.layers)
  found.ofLayers.set(key, layered)
  const given = found.ofTargets.get(target) ?? filesFor(target, layered)
  found.ofTargets.set(target, given)
  return given
}

/** A file of a layer, and those of its policies that no later layer replaces. */
interface LayeredFile {
  readonly file: ParsedFile
  readonly last: readonly Pick<TargetPolicy, 'written' | 'layer' | 'replaces' | 'first'>[]
}

function layeredFiles({ folder, files }: Layout, layers: readonly string[]): readonly LayeredFile[] {
  const placed = files.flatMap((file) => {
    const layer = layerOf(file.file, folder, layers)
    return layer === null ? [] : [{ file, layer, rank: layers.indexOf(layer) }]
  })
  const byName = policiesByRank(placed)
  return placed.map(({ file, layer, rank }): LayeredFile => {
    const last = file.policies.flatMap((written) => {
      const ranks = byName.get(written.policy.name) ?? []
      if (ranks[ranks.length - 1]?.rank !== rank) return []
      const replaces = ranks.findLast((one) => one.rank < rank)?.policy ?? null
      return [{ written, layer, replaces, first: ranks[0]?.policy ?? written }]
    })
    return { file, last }
  })
}

function filesFor({ without, map }: FleetTarget, layered: readonly LayeredFile[]): TargetFiles {
  const policies: TargetPolicy[] = []
  const dropped: DroppedPolicy[] = []
  const files = layered.map(({ file, last }): ParsedFile => {
    const own = last.flatMap((one): readonly ParsedPolicy[] => {
      const { written, first } = one
      const glob = without.find((pattern) => matchesNameGlob(pattern, written.policy.name))
      if (glob !== undefined) {
        dropped.push({ written, first, glob })
        return []
      }
      const mapped = mappedPolicy(written, map)
      policies.push({ ...one, ...mapped })
      return [mapped.parsed]
    })
    const isWhole = own.length === file.policies.length && own.every((one, at) => one === file.policies[at])
    return isWhole ? file : { ...file, policies: own }
  })
  return { files, policies, dropped }
}

interface Ranked {
  readonly policy: ParsedPolicy
  readonly rank: number
}

/** Returns for each name its policies, earliest layer first; if a layer has two, that of the first file. */
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

type MappedPolicy = Pick<TargetPolicy, 'parsed' | 'mapped'>

const known = new WeakMap<TargetMap, WeakMap<ParsedPolicy, MappedPolicy>>()

/** The mapped copies of a policy, by the names that were replaced; and the origin of each copy. */
const copies = new WeakMap<ParsedPolicy, Map<string, MappedPolicy>>()
const origins = new WeakMap<ParsedPolicy, { readonly written: ParsedPolicy; readonly map: TargetMap }>()

/** Returns the same object for the same policy and names, so that results can be cached by it for all targets. */
export function mappedPolicy(written: ParsedPolicy, map: TargetMap): MappedPolicy {
  const ofMap = known.get(map) ?? new WeakMap<ParsedPolicy, MappedPolicy>()
  known.set(map, ofMap)
  const found = ofMap.get(written) ?? copyOf(written, map)
  ofMap.set(written, found)
  return found
}

function copyOf(written: ParsedPolicy, map: TargetMap): MappedPolicy {
  const swaps = swapsIn(written.policy.spec, map)
  if (swaps.length === 0) return { parsed: written, mapped: [] }
  const ofPolicy = copies.get(written) ?? new Map<string, MappedPolicy>()
  copies.set(written, ofPolicy)
  const key = JSON.stringify(swaps)
  const found = ofPolicy.get(key)
  if (found !== undefined) return found
  const { spec, mapped } = mapSpec(written.policy.spec, map)
  const parsed = { ...written, policy: { ...written.policy, spec }, mapped }
  origins.set(parsed, { written, map })
  ofPolicy.set(key, { parsed, mapped })
  return { parsed, mapped }
}

/**
 * Returns the policy of a target with mapped hosts and names of these kinds; all other names stay
 * as written. For questions on which those have no effect.
 */
export function withOwnNames(parsed: ParsedPolicy, kinds: readonly MappedKind[]): ParsedPolicy {
  const origin = origins.get(parsed)
  return origin === undefined
    ? parsed
    : mappedPolicy(origin.written, partOf(origin.map, ['hosts', ...kinds])).parsed
}

function partOf(map: TargetMap, kinds: readonly MappedKind[]): TargetMap {
  const known = partsOf(map)
  const key = kinds.join()
  const part = known.get(key) ?? { ...NO_MAP, ...Object.fromEntries(kinds.map((kind) => [kind, map[kind]])) }
  known.set(key, part)
  return part
}

const partsOf = keptFor((_map: TargetMap) => new Map<string, TargetMap>())
