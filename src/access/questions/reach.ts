/** Computes the reach of each agent, and of each policy without a known agent, at each host. */

import type { Tool } from '../../policy/tool.ts'
import { compareAccess } from '../compare/compare.ts'
import type { AccessSide } from '../model/access-side.ts'
import type { Region } from '../model/region.ts'
import { type AtOrigin, byOrigin, originsOf } from './by-origin.ts'
import { grantsOfTools } from './grants-of-tools.ts'
import { regionsOfTools } from './regions-of-tools.ts'
import { type Grant, whoCan } from './who-can.ts'

/** A row of the picture. */
export type Reacher =
  /** `namespace/name`. */
  | { readonly agent: string }
  /** A policy that is bound to no known agent. */
  | { readonly policy: string }

export interface Reach {
  /** Agents by name, then policies by name. */
  readonly rows: readonly Reacher[]
  /** Origins that rules name, sorted by host. */
  readonly origins: readonly string[]
  /** The grants on the second side. */
  readonly grants: readonly Placed<Grant>[]
  /** The grants on the first side. */
  readonly before: readonly Placed<Grant>[]
  /** The differences between the sides, riskiest first. */
  readonly changes: readonly Placed<Region>[]
}

/** Something at one host, with the indexes of the rows that it holds for, ascending. */
export interface Placed<Part> extends AtOrigin<Part> {
  readonly rows: readonly number[]
}

export interface ReachSides {
  /** null: one side is looked at, nothing is compared. */
  readonly before: AccessSide | null
  readonly after: AccessSide
  /** null: they are not known, and every host is taken for registered. */
  readonly tools: readonly Tool[] | null
}

/**
 * Requests that no tool serves are left out of the grants, as in `who-can`.
 * @throws PolicyctlError policies-entangled
 */
export function reachOf({ before, after, tools }: ReachSides): Reach {
  const sides = before === null ? [after] : [before, after]
  const granted = sides.map((side) => whoCan({ method: '*', pattern: '*' }, side))
  const changed = before === null ? [] : compareAccess(before, after)
  const origins = originsOf(sides, [...granted.flat(), ...changed])
  const rows = rowsOf(sides)
  const place = placer(rows, origins)
  // Cut along the hosts first: which tool is called, the host says.
  const grantsOf = (side: AccessSide): readonly Placed<Grant>[] =>
    (granted[sides.indexOf(side)] ?? [])
      .flatMap(place)
      .flatMap(({ part, ...at }) =>
        grantsOfTools([part], { side, tools }).grants.map((served) => ({ ...at, part: served })),
      )
  const changes =
    before === null
      ? []
      : changed.flatMap(place).flatMap(({ part, ...at }) =>
          regionsOfTools([part], { before, after, tools }).access.map((served) => ({
            ...at,
            part: served,
          })),
        )
  return { rows, origins, grants: grantsOf(after), before: before === null ? [] : grantsOf(before), changes }
}

function rowsOf(sides: readonly AccessSide[]): readonly Reacher[] {
  const agents = new Set(sides.flatMap(({ bindings }) => [...bindings.keys()]))
  const bound = new Set(sides.flatMap(({ bindings }) => [...bindings.values()].flat()))
  const policies = new Set(sides.flatMap((side) => [...side.policies.keys()]))
  return [
    ...[...agents].sort().map((agent) => ({ agent })),
    ...[...policies]
      .filter((policy) => !bound.has(policy))
      .sort()
      .map((policy) => ({ policy })),
  ]
}

function placer(rows: readonly Reacher[], origins: readonly string[]) {
  const rowOf = new Map(rows.map((row, index) => [keyOf(row), index]))
  return <Part extends Grant | Region>(part: Part): readonly Placed<Part>[] => {
    const reachers: readonly Reacher[] =
      part.agents.length > 0
        ? part.agents.map((agent) => ({ agent }))
        : part.policies.map((policy) => ({ policy }))
    const indexes = reachers.flatMap((reacher) => rowOf.get(keyOf(reacher)) ?? []).sort((a, b) => a - b)
    return byOrigin(part, origins).map((at) => ({ ...at, rows: indexes }))
  }
}

function keyOf(row: Reacher): string {
  return 'agent' in row ? `agent ${row.agent}` : `policy ${row.policy}`
}
