/**
 * Adapts access changes to the tools of a workspace: witnesses get the tool, tags and
 * capability of their URL. The regions themselves stay exact; patterns that no tool
 * serves are listed beside them.
 */
import type { Request } from '../../policy/request.ts'
import type { Tool } from '../../policy/tool.ts'
import { holdsAtWitness, type SenderOnSides } from '../compare/confirm-region.ts'
import type { AccessSide } from '../model/access-side.ts'
import { type BoundPolicy, policiesOf } from '../model/decide.ts'
import type { Region } from '../model/region.ts'
import { isServed, servedWitness } from './served-by-tools.ts'

export interface ServedAccess {
  readonly access: readonly Region[]
  /** live: witnesses are calls to tools of the workspace, if one serves them. unread: the tools could not be read, or there are none; then every host counts as registered, with the tags that the rules need. */
  readonly tools: 'live' | 'unread'
  /** Patterns of regions that no tool of the workspace serves with the needed tags: the platform denies such calls. Sorted. */
  readonly withoutTool: readonly string[]
}

/** The two sides that the regions tell apart, and the tools; null: they cannot be read. */
export interface ServedSides {
  readonly before: AccessSide
  readonly after: AccessSide
  readonly tools: readonly Tool[] | null
}

export function regionsOfTools(access: readonly Region[], sides: ServedSides): ServedAccess {
  const { tools } = sides
  if (tools === null || tools.length === 0) return { access, tools: 'unread', withoutTool: [] }
  const lost = access.filter((region) => !isServed(region, tools))
  const isLost = new Set(lost)
  return {
    access: access.map((region) => (isLost.has(region) ? region : withServedWitness(region, tools, sides))),
    tools: 'live',
    withoutTool: [...new Set(lost.map(({ resource }) => resource))].sort(),
  }
}

function withServedWitness(region: Region, tools: readonly Tool[], sides: ServedSides): Region {
  const senders = sendersOf(region, sides)
  const holds = (request: Request): boolean =>
    senders.every((sender) => holdsAtWitness({ ...region, witness: request }, sender))
  return { ...region, witness: servedWitness(region, tools, holds) }
}

/** Agents with equal policies are one sender. */
function sendersOf({ agents, policies }: Region, { before, after }: ServedSides): readonly SenderOnSides[] {
  if (agents.length === 0) {
    const alone = (side: AccessSide): readonly BoundPolicy[] =>
      policies.flatMap((name) => {
        const spec = side.policies.get(name)
        return spec === undefined ? [] : [{ name, spec }]
      })
    return [{ isUnbound: true, before: alone(before), after: alone(after) }]
  }
  const byNames = new Map<string, SenderOnSides>()
  for (const agent of agents) {
    const key = JSON.stringify([before.bindings.get(agent), after.bindings.get(agent)])
    if (byNames.has(key)) continue
    const [old, now] = [policiesOf(before, agent), policiesOf(after, agent)]
    byNames.set(key, { isUnbound: false, before: old, after: now })
  }
  return [...byNames.values()]
}
