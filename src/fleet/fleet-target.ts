/** The targets of a project with layers, and the layer of each file. */
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
 * @returns [] if no target has layers: then every target gets every file.
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
 * Returns the layer of a file; null: it is in none. No layer lies inside another.
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
