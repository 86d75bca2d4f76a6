import type { AccessSide } from '../../access/model/access-side.ts'
import { METHODS } from '../../access/model/reading.ts'
import type { Guardrail, Unmatched } from '../../access/questions/guardrail.ts'
import { unmatchedParts } from '../../access/questions/unmatched-parts.ts'
import { didYouMean } from '../../diagnostic/did-you-mean.ts'
import type { NodePath } from '../../parse/node.ts'
import { type Node, nearestNode, nodeAt, nodeValue } from '../../parse/node.ts'
import { sourceOf } from '../../parse/source.ts'
import { matchesNameGlob } from '../../policy/name-glob.ts'
import type { SetCheck } from '../check.ts'
import { configRoot } from '../config-places.ts'
import { sideOf } from '../side-of.ts'
import type { Subject } from '../subject.ts'

/** Guardrails, protections and exceptions of the config that match nothing: their author believes that they have an effect. */
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

/** Protections that match no policy: the policy may be gone, or have a new name. */
function idleProtections(root: Node, { policies, live, fleet }: Subject): readonly Idle[] {
  const protect = nodeAt(root, ['safety', 'protect'])
  if (protect?.kind !== 'list') return []
  const names = [...namesIn(policies, fleet), ...liveNames(live)]
  return protect.items.flatMap((node, index): readonly Idle[] => {
    const glob = String(nodeValue(node))
    if (names.some((name) => matchesNameGlob(glob, name))) return []
    const meant = didYouMean(glob, names)
    return [
      {
        path: ['safety', 'protect', index],
        message: `no policy is called '${glob}', so nothing is protected by it`,
        hint: meant === null ? 'correct it, or delete it' : `did you mean ${meant}?`,
        about: ['protect', glob],
      },
    ]
  })
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
