/** Writes the bindings of a workspace as PolicyBinding documents of the target's own layer. */
import { posix } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Config } from '../files/config.ts'
import type { Binding } from '../policy/binding.ts'
import { groupBy } from '../policy/group-by.ts'
import type { ReadMember } from './read-members.ts'
import type { NewText } from './write-layout.ts'

const FILE = 'bindings.yaml'

/** @throws PolicyctlError usage for a target without a layer of its own. */
export function bindingFiles(read: readonly ReadMember[], config: Config): readonly NewText[] {
  return read.flatMap((member) => {
    const pairs = ownBindings(member)
    if (pairs.length === 0) return []
    const documents = [...groupBy(pairs, ({ policy }) => policy)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([policy, of]) => bindingText(policy, of.map(({ agent }) => agent).sort()))
    return [
      {
        file: posix.join(config.policies, ownLayer(member.name, config), FILE),
        text: documents.join('---\n'),
      },
    ]
  })
}

/** Only bindings of policies that the target has: a binding to another one would be a finding. */
export function ownBindings({ bindings, policies }: ReadMember): readonly Binding[] {
  return bindings.filter(({ policy }) => policies.has(policy))
}

function ownLayer(target: string, { targets }: Config): string {
  const own = targets
    .get(target)
    ?.layers?.findLast((layer) =>
      [...targets].every(([name, { layers = [] }]) => name === target || !layers.includes(layer)),
    )
  if (own !== undefined) return own
  throw new PolicyctlError('usage', {
    message: `${target} has no layer of its own, but bindings belong to one workspace`,
    hint: `add a layer to ${target} that no other target lists`,
  })
}

/** Writes one document for the agents of each namespace. */
function bindingText(policy: string, agents: readonly string[]): string {
  const byNamespace = groupBy(agents, (agent) => agent.slice(0, agent.indexOf('/')))
  return [...byNamespace]
    .map(([namespace, of]) => {
      const subjects = of.map((agent) => {
        const name = agent.slice(agent.indexOf('/') + 1)
        return `    - { kind: ServiceAccount, name: ${JSON.stringify(name)} }\n`
      })
      return [
        'apiVersion: platform.ai/v1alpha1\nkind: PolicyBinding\n',
        `metadata: { name: ${JSON.stringify(`${policy}-${namespace}`)}, namespace: ${JSON.stringify(namespace)} }\n`,
        `spec:\n  policyRef: { name: ${JSON.stringify(policy)} }\n  subjects:\n${subjects.join('')}`,
      ].join('')
    })
    .join('---\n')
}
