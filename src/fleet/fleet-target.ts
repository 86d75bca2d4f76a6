/** A target of a project with layers, and which file is whose. */
import type { TargetMap } from './target-map.ts'
import { targetMapOf } from './target-map.ts'

export interface FleetTarget {
  readonly name: string
  /** Folders below the policies; a later one replaces policies of an earlier one. */
  readonly layers: readonly string[]
  /** Globs of policies that it does not get. */
  readonly without: readonly string[]
  /** Globs of policies that may be wider than those of the first layer that has them. */
  readonly wider: readonly string[]
  readonly map: TargetMap
}

interface WrittenTarget {
  readonly layers?: readonly string[]
  readonly without?: readonly string[]
  readonly wider?: readonly string[]
  readonly map?: Parameters<typeof targetMapOf>[0]
}

const known = new WeakMap<ReadonlyMap<string, WrittenTarget>, readonly FleetTarget[]>()

/**
 * Returns the same objects for the same config, so that results can be cached by target.
 *
 * @returns [] where no target has layers: then every target gets every file.
 */
export function fleetTargets(targets: ReadonlyMap<string, WrittenTarget>): readonly FleetTarget[] {
  const found = known.get(targets) ?? layeredIn(targets)
  known.set(targets, found)
  return found
}

function layeredIn(targets: ReadonlyMap<string, WrittenTarget>): readonly FleetTarget[] {
  return [...targets].flatMap(([name, { layers, without = [], wider = [], map }]) =>
    layers === undefined ? [] : [{ name, layers, without, wider, map: targetMapOf(map) }],
  )
}

/**
 * The layer that a file stands in; null for none. No layer lies inside of another.
 *
 * @param folder of the policies, as the config names it.
 */
export function layerOf(file: string, folder: string, layers: readonly string[]): string | null {
  const root = folder.replace(/^(?:\.\/)+|\/+$/g, '')
  const prefix = root === '' || root === '.' ? '' : `${root}/`
  if (!file.startsWith(prefix)) return null
  const below = file.slice(prefix.length)
  return layers.find((layer) => below.startsWith(`${layer}/`)) ?? null
}
