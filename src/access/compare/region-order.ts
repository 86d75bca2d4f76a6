import { DIRECTIONS } from '../model/directions.ts'
import type { Region, Vote } from '../model/region.ts'

const BY_RESULT: readonly Vote[] = ['allow', 'approval_required', 'none', 'deny']

/** Sorts the riskiest first: by direction, by the later decision, then by agents, methods and resource. */
export function riskiestFirst(regions: readonly Region[]): readonly Region[] {
  const keyed = regions.map((region) => ({ region, rank: rankOf(region), text: textOf(region) }))
  keyed.sort(
    (a, b) =>
      a.rank - b.rank ||
      byText(a.text, b.text) ||
      // Few comparisons need this text.
      byText(regionOrderKey(a.region), regionOrderKey(b.region)),
  )
  return keyed.map(({ region }) => region)
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function rankOf({ direction, after }: Region): number {
  return DIRECTIONS.indexOf(direction) * BY_RESULT.length + BY_RESULT.indexOf(after)
}

function textOf(region: Region): string {
  const { agents, policies, resource, operations } = region
  return JSON.stringify([agents, policies, resource, operations])
}

/** A key that is equal for regions that differ only in agents, policies and witness. */
export function regionOrderKey(region: Omit<Region, 'agents' | 'policies'>): string {
  return JSON.stringify([
    region.resource,
    region.exceptResources,
    region.operations,
    region.exceptOperations,
    region.withTags,
    region.withoutTags,
    region.tools,
    region.exceptTools,
    region.capabilities,
    region.exceptCapabilities,
    region.before,
    region.after,
    region.routeBefore,
    region.routeAfter,
  ])
}
