/** Finds where a recorded change of access differs from the one that two trees have. */
import type { Region } from '../access/model/region.ts'
import { canonicalJson } from './canonical-json.ts'

/** @returns the first difference in words; null if both have the same regions, in any order. */
export function accessFault(recorded: readonly Region[], anew: readonly Region[]): string | null {
  const [known, found] = [recorded, anew].map(
    (regions) => new Map(regions.map((one) => [canonicalJson(one), one])),
  )
  const made = [...(known ?? [])].find(([text]) => found?.has(text) !== true)?.[1]
  if (made !== undefined)
    return `its statement says that ${regionText(made)}, but the recorded policies do not`
  const hidden = [...(found ?? [])].find(([text]) => known?.has(text) !== true)?.[1]
  return hidden === undefined
    ? null
    : `by the recorded policies ${regionText(hidden)}, but its statement does not say so`
}

/** `POST https://a.io/* went from deny to allow for default/x`. */
function regionText(region: Region): string {
  const { agents, policies, operations, resource, before, after } = Object(region) as Partial<Region>
  const who = agents?.length ? agents.join(', ') : `policy ${policies?.join(', ')}`
  const what = `${operations?.join(',')} ${resource}`
  const change = before === after ? `is routed differently (${after})` : `went from ${before} to ${after}`
  return `${what} ${change} for ${who}`
}
