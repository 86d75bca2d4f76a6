import type { AccessSide } from '../../access/model/access-side.ts'
import { METHODS } from '../../access/model/reading.ts'
import type { Guardrail, Unmatched } from '../../access/questions/guardrail.ts'
import { unmatchedParts } from '../../access/questions/unmatched-parts.ts'
import { didYouMean } from '../../diagnostic/did-you-mean.ts'
import type { NodePath } from '../../parse/node.ts'
import { type Node, nearestNode, nodeAt, nodeValue } from '../../parse/node.ts'
import { sourceOf } from '../../parse/source.ts'
import { matchesNameGlob } from '../../policy/name-glob.ts'
import { tagsOfTool } from '../../policy/tool.ts'
import type { SetCheck } from '../check.ts'
import { configRoot, mappingPaths } from '../config-places.ts'
import { MEND_FIRST, mayHidePolicy } from '../may-hide-policy.ts'
import { sideOf } from '../side-of.ts'
import type { Subject } from '../subject.ts'

/** Guardrails, protections, exceptions and `wider` lines of the config that match nothing: their author believes that they have an effect. */
export const check: SetCheck = {
  kind: 'set',
  id: 'matches-nothing',
  severity: 'error',
  findsLessLive: true,
  *run(subject) {
    const { config } = subject
    const root = configRoot(config)
    if (config === null || root === null) return
    const source = sourceOf(config.file, config.text)
    for (const { path, ...words } of [
      ...idleGuardrails(root, subject),
      ...idleProtections(root, subject),
      ...idleExceptions(root, subject),
      ...idleWider(subject),
      ...idleTags(root, subject),
    ])
      yield { place: source.placeOf(nearestNode(root, path)), policy: null, ...words }
  },
}

interface Idle {
  readonly path: NodePath
  readonly message: string
  readonly hint: string
  readonly about: readonly string[]
}

function idleGuardrails(root: Node, subject: Subject): readonly Idle[] {
  const guardrails = nodeAt(root, ['guardrails'])
  if (guardrails?.kind !== 'list') return []
  const side = sideOf(subject)
  return guardrails.items.flatMap((node, index) => {
    const resolved = subject.config?.guardrails?.[index]
    // The guardrail is for other targets.
    if (resolved === null) return []
    const guardrail = resolved ?? (nodeValue(node) as Guardrail)
    return unmatchedParts(guardrail, side).flatMap((unmatched): readonly Idle[] => {
      // If no agent is known, a glob of agents cannot be checked.
      if (unmatched.part === 'agents' && side.bindings.size === 0) return []
      const path = ['guardrails', index, ...pathOf(unmatched, guardrail)]
      const about = ['guardrail', guardrail.name, unmatched.part, unmatched.value]
      return [{ path, message: messageOf(unmatched, guardrail), hint: hintFor(unmatched, side), about }]
    })
  })
}

function messageOf({ part, value, reason }: Unmatched, { atMost }: Guardrail): string {
  return part === 'atMost' ? `${value} in ${atMost?.name} ${reason}` : `'${value}' ${reason}`
}

function pathOf({ part, value }: Unmatched, { on = {}, agents = [] }: Guardrail): NodePath {
  if (part === 'agents') return ['agents', agents.indexOf(value)]
  if (part === 'atMost') return ['atMost']
  return part === 'resource' ? ['on', 'resource'] : ['on', 'operations', (on.operations ?? []).indexOf(value)]
}

function hintFor({ part, value }: Unmatched, { bindings }: AccessSide): string {
  if (part === 'atMost') return 'correct it in the file of the ceiling'
  if (part === 'resource') return 'write it as the resource of a rule is written: https://api.example.com/*'
  const names = [...bindings.keys()].flatMap((agent) => [agent, agent.slice(agent.indexOf('/') + 1)])
  const meant = didYouMean(value, part === 'agents' ? names : METHODS)
  return meant === null ? 'correct it, or delete it' : `did you mean ${meant}?`
}

/** Tags of guardrails that no tool of the workspace has. A workspace without tools is still to be set up. */
function idleTags(root: Node, { live }: Subject): readonly Idle[] {
  const guardrails = nodeAt(root, ['guardrails'])
  const known = [...new Set((live?.tools ?? []).flatMap((tool) => [...tagsOfTool(tool)]))]
  if (guardrails?.kind !== 'list' || (live?.tools ?? []).length === 0) return []
  return guardrails.items.flatMap((node, index) => {
    const { name, on = {} } = nodeValue(node) as Pick<Guardrail, 'name' | 'on'>
    return (on.tags ?? []).flatMap((tag, at): readonly Idle[] => {
      if (known.includes(tag)) return []
      const path = ['guardrails', index, 'on', 'tags', at]
      const message = `'${tag}' is a tag of no tool of the workspace`
      return [{ path, message, hint: hintOf(tag, known), about: ['guardrail', name, 'tags', tag] }]
    })
  })
}

/** Protections that match no policy: the policy may be gone, or have a new name. */
function idleProtections(root: Node, subject: Subject): readonly Idle[] {
  const { policies, live, fleet } = subject
  const names = [...namesIn(policies, fleet), ...liveNames(live)]
  const paths = mappingPaths(root, 'safety').flatMap((entry): readonly NodePath[] => {
    const protect = nodeAt(root, [...entry, 'protect'])
    return protect?.kind === 'list' ? protect.items.map((_, at) => [...entry, 'protect', at]) : []
  })
  return paths.flatMap((path): readonly Idle[] => {
    const node = nodeAt(root, path)
    const glob = node === null ? '' : String(nodeValue(node))
    if (names.some((name) => matchesNameGlob(glob, name))) return []
    const message = `no policy is called '${glob}', so nothing is protected by it`
    return [{ path, message, hint: hintOfPolicy(glob, names, subject), about: ['protect', glob] }]
  })
}

/**
 * Lines of `wider` for a policy that no file has: a later one of that name would be let through without a review.
 * A change may take the line away together with the policy.
 */
function idleWider(subject: Subject): readonly Idle[] {
  const { policies, fleet, config } = subject
  if (fleet === null) return []
  const { name: target, wider } = fleet.target
  const names = namesIn(policies, fleet)
  const isProposed = (glob: string): boolean =>
    config?.proposedWider === undefined || config.proposedWider[target]?.includes(glob) === true
  return wider.flatMap((glob, at): readonly Idle[] => {
    if (names.some((name) => matchesNameGlob(glob, name)) || !isProposed(glob)) return []
    const path = ['targets', target, 'wider', at]
    const message = `no policy is called '${glob}', so nothing may be wider by it`
    return [{ path, message, hint: hintOfPolicy(glob, names, subject), about: ['wider', target, glob] }]
  })
}

/** Without every file nobody knows that the line is idle: whoever deleted it would lose a protection. */
function hintOfPolicy(glob: string, names: readonly string[], subject: Subject): string {
  return mayHidePolicy(subject) ? MEND_FIRST : hintOf(glob, names)
}

function hintOf(glob: string, names: readonly string[]): string {
  const meant = didYouMean(glob, names)
  return meant === null ? 'correct it, or delete it' : `did you mean ${meant}?`
}

/**
 * Exceptions that match no policy. An exception is often for a policy whose file is
 * gone, so this needs the live workspace; `plan` reports exceptions that lift nothing.
 */
function idleExceptions(root: Node, { policies, live, fleet }: Subject): readonly Idle[] {
  const exceptions = nodeAt(root, ['exceptions'])
  if (live === null || exceptions?.kind !== 'list') return []
  const names = [...namesIn(policies, fleet), ...liveNames(live)]
  return exceptions.items.flatMap((exception, index): readonly Idle[] => {
    const path = ['exceptions', index, 'policy']
    const node = nodeAt(root, path)
    const glob = node === null ? null : nodeValue(node)
    if (typeof glob !== 'string' || names.some((name) => matchesNameGlob(glob, name))) return []
    const meant = didYouMean(glob, names)
    const message = `no file and no live policy is called '${glob}', so this exception lifts nothing`
    return [
      {
        path,
        message,
        hint: meant === null ? 'correct it, or delete the exception' : `did you mean ${meant}?`,
        about: ['exception', glob, JSON.stringify(nodeValue(exception))],
      },
    ]
  })
}

/** Names of all live policies, also of those that cannot be read. */
function liveNames(live: Subject['live']): readonly string[] {
  return [...(live?.policies.keys() ?? []), ...(live?.unreadable?.keys() ?? [])]
}

/** Names of the policies of all targets, since the config is about all of them. */
function namesIn(policies: Subject['policies'], fleet: Subject['fleet']): readonly string[] {
  const all = fleet === null ? policies : fleet.files.flatMap((file) => file.policies)
  return all.map(({ policy }) => policy.name)
}
