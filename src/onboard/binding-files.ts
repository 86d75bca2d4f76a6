/** Writes the bindings of a workspace as PolicyBinding documents of the target's own layer. */
import { bindingDocuments, bindingsFileOf } from '../author/binding-documents.ts'
import type { Config } from '../files/config.ts'
import type { Binding } from '../policy/binding.ts'
import type { ReadMember } from './read-members.ts'
import type { NewText } from './write-layout.ts'

export interface TargetBindings extends NewText {
  readonly target: string
}

/** @throws PolicyctlError usage for a target without a layer of its own. */
export function bindingFiles(read: readonly ReadMember[], config: Config): readonly TargetBindings[] {
  return read.flatMap((member) => {
    const pairs = ownBindings(member)
    if (pairs.length === 0) return []
    const { name: target } = member
    return [{ target, file: bindingsFileOf(target, config), text: bindingDocuments(pairs) }]
  })
}

/** Only bindings of policies that the target has: a binding to another one would be a finding. */
export function ownBindings({ bindings, policies }: ReadMember): readonly Binding[] {
  return bindings.filter(({ policy }) => policies.has(policy))
}
