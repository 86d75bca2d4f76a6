import { parseAllDocuments } from 'yaml'
import { verdictOn } from './verify-edit.ts'
import { isUnwritten, type YamlDocument } from './yaml-source.ts'

/**
 * - removed: the text without the document and its own comments; comments above its `---` are kept.
 * - empty: the file has no other document, so it can be deleted.
 */
export type Removal =
  | { readonly kind: 'removed'; readonly text: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'impossible'; readonly reason: string }

/** @param target document: index in the file; empty documents do not count. */
export function removeDocument(text: string, target: { file: string; document: number }): Removal {
  const documents = parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false })
  const all: readonly YamlDocument[] = Array.isArray(documents) ? documents : []
  const filled = all.filter(({ contents }) => contents !== null && !isUnwritten(contents))
  const gone = filled[target.document]
  if (gone === undefined) return { kind: 'impossible', reason: 'there is no such document' }
  if (filled.length === 1) return { kind: 'empty' }
  const next = all[all.indexOf(gone) + 1]
  const result = text.slice(0, gone.range[0]) + (next === undefined ? '' : text.slice(next.range[0]))
  const reason = verdictOn(text, result, { ...target, spec: null })
  return reason === '' ? { kind: 'removed', text: result } : { kind: 'impossible', reason }
}
