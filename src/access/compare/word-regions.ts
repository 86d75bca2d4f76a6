/**
 * Turns the cells of a sweep into regions with few words: methods with the same URLs are
 * joined, and URLs are written as a pattern except other patterns.
 */

import type { Effort } from '../model/effort.ts'
import { directionBetween } from '../model/join-directions.ts'
import { someMethod, wordMethods } from '../model/method-space.ts'
import type { Region } from '../model/region.ts'
import type { CaseWords, Choice } from './assumption.ts'
import type { Sweep, SweptDifference } from './sweep.ts'
import { someUrl, urlSet } from './url-set.ts'
import { childrenOf, extentText } from './url-tree.ts'
import { type WordedUrls, wordUrls } from './word-urls.ts'

/** A region without agents and policies, which compare.ts adds. */
export type WordedRegion = Omit<Region, 'agents' | 'policies'>

/** @throws PolicyctlError policies-entangled */
export function wordRegions(swept: Sweep): readonly WordedRegion[] {
  if (swept.findings.length === 0) return []
  const children = childrenOf(swept.tree)
  const { effort } = swept
  return swept.findings.flatMap((finding) => {
    const given = sorted(finding.given)
    return methodsByArea(finding, swept.tree.parents, children).flatMap(({ methods, area }) =>
      urlsOf(area, swept, { given, effort }).map((urls) =>
        wordRegion({ finding, given, methods, urls }, swept),
      ),
    )
  })
}

function urlsOf(
  area: Area,
  { tree }: Sweep,
  { given, effort }: { given: CaseWords; effort: Effort },
): readonly WordedUrls[] {
  const holes = area.holes.map((node) => extentText(tree.extents[node]))
  const root = extentText(tree.extents[area.nodes[0] ?? 0])
  if (given.matching.length + given.missing.length > 0)
    return wordUrls({ matching: [root, ...given.matching], except: [...holes, ...given.missing] }, effort)
  const url = someUrl(urlSet([root], holes, effort), effort)
  return url === null ? [] : [{ resource: root, exceptResources: holes, url }]
}

/** Sorts the words once for all regions of a finding. */
function sorted(given: CaseWords): CaseWords {
  const inOrder = (names: readonly string[]): readonly string[] =>
    names.length < 2 ? names : [...names].sort()
  const ordered = ({ only, except }: Choice): Choice => ({
    only: only === null ? null : inOrder(only),
    except: inOrder(except),
  })
  return {
    ...given,
    withTags: inOrder(given.withTags),
    withoutTags: inOrder(given.withoutTags),
    tools: ordered(given.tools),
    capabilities: ordered(given.capabilities),
  }
}

/** Connected nodes of the tree. */
interface Area {
  /** Ascending: the first is the root. */
  readonly nodes: readonly number[]
  /** The topmost nodes below the root that are not in the area. */
  readonly holes: readonly number[]
}

/** Each area once, with all methods that have it, also methods that have other areas too. */
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

interface Finding {
  readonly finding: SweptDifference
  readonly given: CaseWords
  readonly methods: readonly number[]
  readonly urls: WordedUrls
}

/** Makes one region. It is one literal without spreads, for speed: there may be tens of thousands. */
function wordRegion({ finding, given, methods, urls }: Finding, { methods: space }: Sweep): WordedRegion {
  const { before, after } = finding
  const { tools, capabilities } = given
  const { operations, exceptOperations } = wordMethods(methods, space)
  return {
    operations,
    exceptOperations,
    resource: urls.resource,
    exceptResources: urls.exceptResources,
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
      url: urls.url,
      tags: given.withTags,
      tool: tools.only?.[0] ?? null,
      capability: capabilities.only?.[0] ?? null,
    },
    exact: true,
  }
}
