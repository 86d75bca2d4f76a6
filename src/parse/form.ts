import type { Level } from '../policy/fields.ts'

/** The form of a document in a policy file: the body of an API request, a Kubernetes resource, or a PolicyBinding. */
export type Form = 'plain' | 'kubernetes' | 'binding'

/** Chooses as the `if` of the schema does; a value that is not an object counts as plain. */
export function formOf(value: unknown): Form {
  if (typeof value !== 'object' || value === null) return 'plain'
  const { kind, apiVersion, metadata } = value as Readonly<Record<string, unknown>>
  if (kind === 'PolicyBinding') return 'binding'
  return kind === undefined && apiVersion === undefined && metadata === undefined ? 'plain' : 'kubernetes'
}

export const LEVEL_OF_FORM = {
  plain: 'policy',
  kubernetes: 'kubernetesPolicy',
  binding: 'policyBinding',
} as const satisfies Record<Form, Level>
