import { type Node, nodeValue } from '../parse/node.ts'
import { readDocuments } from '../parse/parse-policy-file.ts'
import { MAX_BYTES } from '../parse/source.ts'
import { canonicalText, isSameSpec } from '../policy/canonical.ts'
import type { Spec } from '../policy/policy.ts'

export interface EditedDocument {
  readonly file: string
  readonly document: number
  /** The spec that the document must have; null: the document must be gone. */
  readonly spec: Spec | null
}

/** The writer keeps to the size limit of the readers. */
export const TOO_LONG = 'it would have more than 1 MiB, which nothing reads again'

/**
 * Checks an edit by reading the file before and after it with the reader of all
 * commands: the document must have the spec, and everything else in the file must
 * mean what it meant.
 *
 * @returns the fault, '' if there is none.
 */
export function verdictOn(before: string, after: string, { file, document, spec }: EditedDocument): string {
  if (new TextEncoder().encode(after).length > MAX_BYTES) return TOO_LONG
  const [old, now] = [documentsIn(file, before), documentsIn(file, after)]
  if (old === null) return 'the file cannot be read'
  if (now === null) return 'the edited file could not be read'
  const rest = old.filter((_, index) => index !== document)
  const others = spec === null ? now : now.filter((_, index) => index !== document)
  if (!isSame(rest, others)) return 'another document of the file would have changed'
  if (spec === null) return ''
  const [{ spec: _old, ...oldRest }, { spec: edited, ...nowRest }] = [
    fieldsOf(old[document]),
    fieldsOf(now[document]),
  ]
  if (!isSame(oldRest, nowRest)) return 'another field of the document would have changed'
  return isSameSpec(edited as Spec, spec) ? '' : 'the edited file would not have meant the same'
}

type Fields = { readonly [key: string]: unknown }

function documentsIn(file: string, text: string): readonly unknown[] | null {
  const { documents, problems } = readDocuments({ file, text })
  return problems.length > 0 ? null : documents.map((node: Node) => nodeValue(node))
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

function isSame(a: unknown, b: unknown): boolean {
  return canonicalText(a) === canonicalText(b)
}
