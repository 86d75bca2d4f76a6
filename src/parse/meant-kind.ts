/** For an unknown `kind`, guesses the one that was meant, so that the rest of the document is checked against its schema. */
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { type Node, nearestNode } from './node.ts'
import { type Problem, quoted, spanOf } from './problem.ts'

export const KINDS: readonly string[] = ['Policy', 'PolicyBinding']

export interface MeantKind {
  /** As it was written; null if it is a known kind, or is absent. */
  readonly kind: string | null
  /** The document with the kind that was probably meant. */
  readonly value: unknown
}

export function withMeantKind(value: unknown): MeantKind {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { kind: null, value }
  const { kind } = value as { readonly kind?: unknown }
  if (typeof kind !== 'string' || KINDS.includes(kind)) return { kind: null, value }
  return { kind, value: { ...value, kind: meantKind(kind, value) } }
}

/** Takes the known kind with a similar name; else decides by the fields of the spec. */
function meantKind(kind: string, value: object): string {
  const { spec } = value as { readonly spec?: unknown }
  return didYouMean(kind, KINDS) ?? ('policyRef' in Object(spec) ? 'PolicyBinding' : 'Policy')
}

export function unknownKind(root: Node, kind: string): Problem {
  const meant = didYouMean(kind, KINDS)
  return {
    check: 'wrong-value',
    message: `kind is ${quoted(kind)}, which is not a known value`,
    hint: meant === null ? `the kinds are ${KINDS.join(' and ')}` : `did you mean ${meant}?`,
    ...spanOf(nearestNode(root, ['kind'])),
  }
}
