/** Writes who has what in a workspace as PolicyBinding documents. */
import { posix } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Config } from '../files/config.ts'
import type { Binding } from '../policy/binding.ts'
import { groupBy } from '../policy/group-by.ts'

const FILE = 'bindings.yaml'

/** @returns the file of a target's bindings: in its own layer, if the project has layers. @throws PolicyctlError usage for a target that has layers and none of its own. */
export function bindingsFileOf(target: string, config: Config): string {
  const isLayered = [...config.targets.values()].some(({ layers }) => layers !== undefined)
  return posix.join(config.policies, isLayered ? ownLayer(target, config) : '', FILE)
}

/** @returns a document for each policy and namespace, sorted. */
export function bindingDocuments(pairs: readonly Binding[]): string {
  return [...groupBy(pairs, ({ policy }) => policy)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([policy, of]) => bindingText(policy, of.map(({ agent }) => agent).sort()))
    .join('---\n')
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
