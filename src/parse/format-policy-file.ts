/**
 * Writes a policy file in the canonical layout: two spaces, keys in order, short
 * lists of scalars in brackets. Comments stay with the key or item that they are about.
 *
 * The result is read back: it must have the same values and the same comments,
 * and a second run must change nothing.
 */
import { isDeepStrictEqual } from 'node:util'
import { parseAllDocuments } from 'yaml'
import { arrange } from './arrange-document.ts'
import { commentsIn } from './comments.ts'
import { printEscaped } from './hidden-characters.ts'
import { ignoresIn } from './ignores.ts'
import { nodeValue } from './node.ts'
import { readDocuments } from './parse-policy-file.ts'
import { BYTE_ORDER_MARK, MAX_BYTES } from './source.ts'

export type Formatted =
  | { readonly kind: 'formatted'; readonly text: string }
  /** The reason why the file was not changed. */
  | { readonly kind: 'left'; readonly reason: string }

/** @param text that can be read without a finding. */
export function formatPolicyFile(file: string, text: string): Formatted {
  const isJson = file.toLowerCase().endsWith('.json')
  const plain = text.replace(BYTE_ORDER_MARK, '').replaceAll('\r\n', '\n')
  const settled = settle(plain, isJson ? jsonLayout : yamlLayout)
  const reason =
    settled === null ? 'formatting it twice gives two results' : differenceOf(file, plain, settled)
  if (settled === null || reason !== null) return { kind: 'left', reason: reason ?? '' }
  return { kind: 'formatted', text: withLineEnds(settled, text) }
}

/** The printer moves some blank lines and comments only in a second pass, so passes go on until nothing changes, at most this many. */
const MAX_PASSES = 4

function settle(text: string, layout: (text: string) => string | null): string | null {
  let before = text
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const after = layout(before)
    if (after === null || after === before) return after
    before = after
  }
  return null
}

function withLineEnds(formatted: string, original: string): string {
  const text = original.includes('\r\n') ? formatted.replaceAll('\n', '\r\n') : formatted
  return original.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK + text : text
}

function jsonLayout(text: string): string {
  return `${JSON.stringify(JSON.parse(text), null, 2)}\n`
}

/** @returns null for a text that cannot be read, also if the printer made it so in an earlier pass. */
function yamlLayout(text: string): string | null {
  const documents = parseAllDocuments(text, { uniqueKeys: false, logLevel: 'silent' })
  if ('empty' in documents) return text
  if (documents.some(({ errors }) => errors.length > 0)) return null
  return documents
    .map((document) => {
      arrange(document, text)
      return printEscaped(document, text, () => document.toString({ lineWidth: 0, indentSeq: true }))
    })
    .join('')
    .replace(/[ \t]+$/gm, '')
}

/** Describes a difference in meaning; null: there is none. */
function differenceOf(file: string, before: string, after: string): string | null {
  const values = (text: string): readonly unknown[] => readDocuments({ file, text }).documents.map(nodeValue)
  if (!isDeepStrictEqual(values(before), values(after))) return 'its values would change'
  if (file.toLowerCase().endsWith('.json'))
    return isDeepStrictEqual(numbersIn(before), numbersIn(after)) ? null : 'its numbers would be written anew'
  if (!isDeepStrictEqual(commentsOf(before), commentsOf(after))) return 'a comment would be lost'
  return keepsIgnores(file, before, after) ? null : 'a policyctl-ignore comment would apply to another line'
}

/** The numbers of a JSON text as they are written, sorted. */
function numbersIn(json: string): readonly string[] {
  return (json.replace(/"(?:[^"\\]|\\.)*"/g, '').match(/-?\d[\d.eE+-]*/g) ?? []).sort()
}

/** Sorted, since keys change their order, and comments move with them. */
function commentsOf(text: string): readonly string[] {
  return commentsIn(text)
    .map(({ start, end }) => text.slice(start, end))
    .sort()
}

/** Tells whether each policyctl-ignore comment still applies to the same item. */
function keepsIgnores(file: string, before: string, after: string): boolean {
  const about = (text: string): readonly string[] =>
    ignoresIn({ file, text })
      .map(({ check, reason, item }) => JSON.stringify([check, reason, item?.document, item?.path]))
      .sort()
  return isDeepStrictEqual(about(before), about(after))
}

/** Formats a text that policyctl wrote itself; returns it unchanged if it cannot be formatted. */
export function inCanonicalLayout(file: string, text: string): string {
  if (text.length > MAX_BYTES) return text
  const formatted = formatPolicyFile(file, text)
  return formatted.kind === 'formatted' ? formatted.text : text
}
