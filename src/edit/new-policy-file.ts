import { inCanonicalLayout } from '../parse/format-policy-file.ts'
import type { Spec } from '../policy/policy.ts'
import { DEFAULT_STYLE } from './style.ts'
import { blockEntry } from './write-value.ts'

export interface NewPolicy {
  readonly name: string
  /** Without the server's own fields. */
  readonly spec: Spec
  /** Path of the policy schema from the file's folder, for editors; null if there is none. */
  readonly schema: string | null
}

/** Writes a YAML file with one policy, in the canonical layout, without empty fields. */
export function newPolicyFile({ name, spec, schema }: NewPolicy): string {
  const writing = { source: '', level: 'policy', style: DEFAULT_STYLE, examples: [] } as const
  const lines = [
    ...(schema === null ? [] : [`# yaml-language-server: $schema=${schema}`]),
    blockEntry('name', name, 0, writing),
    blockEntry('spec', spec, 0, writing),
  ]
  return inCanonicalLayout('policy.yaml', `${lines.join('\n')}\n`)
}
