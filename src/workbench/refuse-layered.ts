import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Workbench } from './workbench.ts'

/** For what writes policy files and does not know of layers: one edit would reach targets that nobody asked about. @throws PolicyctlError usage. */
export function refuseLayered(what: string, { fleet }: Pick<Workbench, 'fleet'>): void {
  if (fleet === null) return
  const { name, layers } = fleet.target
  throw new PolicyctlError('usage', {
    message: `${what} does not write files of targets that have layers`,
    hint: `edit the file in the layer that is meant (${name} has ${layers.join(', ')}); policyctl render --target ${name} shows which file has which policy`,
  })
}
