import type { Direction, Region, Vote } from '../model/region.ts'

/** The order in which a reader should see them. */
const BY_DIRECTION: readonly Direction[] = ['wider', 'mixed', 'rerouted', 'narrower']
const BY_RESULT: readonly Vote[] = ['allow', 'approval_required', 'none', 'deny']

/** Riskiest first: by direction, by what is possible afterwards, then by who, what and where. */
export function riskiestFirst(regions: readonly Region[]): readonly Region[] {
  const keyed = regions.map((region) => ({ region, rank: rankOf(region), text: textOf(region) }))
  keyed.sort(
    (a, b) =>
      a.rank - b.rank ||
      byText(a.text, b.text) ||
      // Few regions get as far as here.
      byText(regionOrderKey(a.region), regionOrderKey(b.region)),
  )
  return keyed.map(({ region }) => region)
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function rankOf({ direction, after }: Region): number {
  return BY_DIRECTION.indexOf(direction) * BY_RESULT.length + BY_RESULT.indexOf(after)
}

function textOf(region: Region): string {
  const { agents, policies, resource, operations } = region
  return JSON.stringify([agents, policies, resource, operations])
}

/** Equal for regions that differ in nothing but whose they are and their witness. */
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
