/**
 * Turns the cells of a sweep into regions, in few words: methods that share
 * their URLs stand together, and URLs are worded as a pattern except patterns.
 */

import { directionBetween } from '../model/join-directions.ts'
import { someMethod, wordMethods } from '../model/method-space.ts'
import type { Region } from '../model/region.ts'
import type { Assumption, Choice } from './assumption.ts'
import { findUrl } from './find-url.ts'
import type { Sweep, SweptDifference } from './sweep.ts'
import { childrenOf, type Extent } from './url-tree.ts'

/** A region of one group of agents, or of one policy; whose it is, is added by who compares. */
export type WordedRegion = Omit<Region, 'agents' | 'policies'>

export function wordRegions(swept: Sweep): readonly WordedRegion[] {
  if (swept.findings.length === 0) return []
  const children = childrenOf(swept.tree)
  return swept.findings.flatMap((finding) => {
    const given = sorted(finding.given)
    return methodsByArea(finding, swept.tree.parents, children).flatMap(({ methods, area }) => {
      const url = someUrl(area, swept, { children, given })
      return url === null ? [] : [wordRegion({ finding, given, methods, area, url }, swept)]
    })
  })
}

/** Once for all regions of a finding. */
function sorted(given: Assumption): Assumption {
  const inOrder = ({ only, except }: Choice): Choice => ({
    only: only === null ? null : [...only].sort(),
    except: [...except].sort(),
  })
  return {
    ...given,
    withTags: [...given.withTags].sort(),
    withoutTags: [...given.withoutTags].sort(),
    tools: inOrder(given.tools),
    capabilities: inOrder(given.capabilities),
  }
}

/** Nodes of the tree that hang together. */
interface Area {
  /** Ascending: the first is the root. */
  readonly nodes: readonly number[]
  /** The topmost nodes below it that do not belong to it. */
  readonly holes: readonly number[]
}

/** Each area once, with all methods that have it: also of methods that have other areas besides. */
function methodsByArea(
  finding: SweptDifference,
  parents: Int32Array,
  children: readonly (readonly number[])[],
): readonly { readonly methods: readonly number[]; readonly area: Area }[] {
  const found = new Map<string, { methods: number[]; area: Area }>()
  for (const { methods, nodes } of methodGroups(finding)) {
    for (const area of areasOf(nodes, parents, children)) {
      const key = area.nodes.join()
      const known = found.get(key)
      if (known === undefined) found.set(key, { methods: [...methods], area })
      else known.methods.push(...methods)
    }
  }
  return [...found.values()].map(({ methods, area }) => ({ methods: methods.sort((a, b) => a - b), area }))
}

/** Methods that have the same nodes. */
function methodGroups({
  cells,
}: SweptDifference): readonly { methods: number[]; nodes: readonly number[] }[] {
  const groups = new Map<string, { methods: number[]; nodes: readonly number[] }>()
  for (const [method, nodes] of cells) {
    const key = nodes.join()
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { methods: [method], nodes })
    else group.methods.push(method)
  }
  return [...groups.values()]
}

function areasOf(
  nodes: readonly number[],
  parents: Int32Array,
  children: readonly (readonly number[])[],
): readonly Area[] {
  const members = new Set(nodes)
  const areaOf = new Map<number, { nodes: number[]; holes: number[] }>()
  for (const node of nodes) {
    const area = areaOf.get(parents[node] ?? -1) ?? { nodes: [], holes: [] }
    areaOf.set(node, area)
    area.nodes.push(node)
    for (const child of children[node] ?? []) if (!members.has(child)) area.holes.push(child)
  }
  return [...new Set(areaOf.values())]
}

/** A URL of the area under the assumption; null: there is none, so the area is empty. */
function someUrl(
  area: Area,
  { tree }: Sweep,
  { children, given }: { children: readonly (readonly number[])[]; given: Assumption },
): string | null {
  for (const node of area.nodes) {
    const within = tree.extents[node]
    if (within === undefined) continue
    const outside = (children[node] ?? []).flatMap((child) => tree.extents[child] ?? [])
    const url = findUrl({ within, outside, matching: given.matching, missing: given.missing })
    if (url !== null) return url
  }
  return null
}

interface Finding {
  readonly finding: SweptDifference
  readonly given: Assumption
  readonly methods: readonly number[]
  readonly area: Area
  readonly url: string
}

/** One literal, nothing spread into it: there may be tens of thousands. */
function wordRegion(
  { finding, given, methods, area, url }: Finding,
  { tree, methods: space }: Sweep,
): WordedRegion {
  const { before, after } = finding
  const { tools, capabilities, matching, missing } = given
  const { operations, exceptOperations } = wordMethods(methods, space)
  const holes = area.holes.map((node) => extentText(tree.extents[node]))
  return {
    operations,
    exceptOperations,
    resource: resourceText(extentText(tree.extents[area.nodes[0] ?? 0]), matching),
    exceptResources: missing.length === 0 ? holes : [...holes, ...missing],
    withTags: given.withTags,
    withoutTags: given.withoutTags,
    tools: tools.only ?? [],
    exceptTools: tools.except,
    capabilities: capabilities.only ?? [],
    exceptCapabilities: capabilities.except,
    before: before.vote,
    after: after.vote,
    direction: directionBetween(before.vote, after.vote),
    routeBefore: before.route,
    routeAfter: after.route,
    witness: {
      method: someMethod(methods, space),
      url,
      tags: given.withTags,
      tool: tools.only?.[0] ?? null,
      capability: capabilities.only?.[0] ?? null,
    },
    exact: matching.length + missing.length === 0,
  }
}

function extentText(extent: Extent | undefined): string {
  if (extent === undefined) return '*'
  return extent.isExact ? extent.key : `${extent.key}*`
}

/** A glob says more than the folder it lies in; where it does not lie in it, the folder is the safe word. */
function resourceText(folder: string, matching: readonly string[]): string {
  const key = folder.endsWith('*') ? folder.slice(0, -1) : folder
  const within = matching.filter((glob) => glob.slice(0, glob.indexOf('*')).startsWith(key))
  return within.length === 1 && folder.endsWith('*') ? (within[0] ?? folder) : folder
}
