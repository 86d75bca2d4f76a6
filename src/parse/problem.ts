import { hiddenInUrl } from '../policy/userinfo.ts'
import type { Node, Span } from './node.ts'

/** Something wrong with a document, before it is known which policy it belongs to. Always of severity error. */
export interface Problem extends Span {
  /** Id of the check. */
  readonly check: string
  readonly message: string
  readonly hint: string
  /** As in the finding. */
  readonly about?: readonly string[]
}

/** The result of reading a text. A text with a syntax problem has no documents, since none of them can be trusted. */
export interface Reading {
  /** Documents with content, in order; empty ones are left out. */
  readonly documents: readonly Node[]
  readonly problems: readonly Problem[]
}

/** Limit on nesting: far above the 6 levels of a policy (a route's connectors), and safe for recursion. */
export const MAX_DEPTH = 64

/** The most problems of one file; further ones would add nothing. */
export const MAX_PROBLEMS = 100

/** Writes a value for a message: quoted, on one line, short. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(typeof value === 'string' ? hiddenInUrl(value) : value) ?? String(value)
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`
}

export function tooDeep(span: Span): Problem {
  return {
    ...spanOf(span),
    check: 'too-deep',
    message: `nested more than ${MAX_DEPTH} levels deep`,
    hint: 'a policy needs 6 levels: remove the others',
  }
}

export function spanOf({ start, end }: Span): Span {
  return { start, end }
}
