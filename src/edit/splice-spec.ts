/**
 * Gives one policy of a file another spec by replacing only the ranges that
 * differ: comments, order, quotes, layout, line ends and every other document
 * stay byte for byte.
 *
 * Every result is read back with the reader of all commands and compared with
 * the wanted spec. Nothing unverified is returned.
 */
import { isMap } from 'yaml'
import { MAX_BYTES } from '../parse/source.ts'
import type { Spec } from '../policy/policy.ts'
import { compareNode } from './compare-node.ts'
import { changesNothing, type Patch } from './patch.ts'
import { entryEdits } from './patch-edits.ts'
import { reorderRoutes } from './reorder-routes.ts'
import { settleAliases } from './settle-aliases.ts'
import { type Style, styleOf } from './style.ts'
import { applyEdits, type TextEdit, Uneditable } from './text-edit.ts'
import { TOO_LONG, verdictOn } from './verify-edit.ts'
import { inlineValue } from './write-value.ts'
import { documentsOf, pairOf, type YamlDocument, type YamlPair } from './yaml-source.ts'

export interface SpliceTarget {
  /** Path of the file: its extension decides between JSON and YAML. */
  readonly file: string
  /** Index of the document in the file, empty ones not counted (ParsedPolicy.document). */
  readonly document: number
  /** The wanted spec, without the server's own fields. */
  readonly spec: Spec
}

/**
 * - spliced: only the differences were replaced; the same text if there are none.
 * - rewritten: the whole spec of that document was written anew, without its comments.
 * - impossible: no attempt reads back as the wanted spec.
 */
export type Splice =
  | { readonly kind: 'spliced' | 'rewritten'; readonly text: string }
  | { readonly kind: 'impossible'; readonly reason: string }

/** Edits are made in rounds, each on the text of the round before: aliases, then changes, then additions. */
const MAX_ROUNDS = 12

/** The place of the spec, the same in both forms of a policy. */
const SPEC = { level: 'policy', key: 'spec' } as const

/** 'at once': additions are made in the same round as changes. This fails if both touch one line. */
type Rounds = 'at once' | 'stepwise'

export function spliceSpec(text: string, target: SpliceTarget): Splice {
  // YAML takes at least half the length of JSON, so a longer spec can be refused by its length. Its edits would take minutes.
  if (JSON.stringify(target.spec).length > 2 * MAX_BYTES) return { kind: 'impossible', reason: TOO_LONG }
  const attempts = [
    () => spliced(reordered(text, target), target, 'at once'),
    () => spliced(reordered(text, target), target, 'stepwise'),
    () => spliced(text, target, 'stepwise'),
    () => rewritten(text, target),
  ]
  let reason = ''
  for (const [index, attempt] of attempts.entries()) {
    const result = tried(attempt)
    reason = result === null ? 'its layout is unusual' : verdictOn(text, result, target)
    if (reason === TOO_LONG) break
    if (result !== null && reason === '')
      return { kind: index === attempts.length - 1 ? 'rewritten' : 'spliced', text: result }
  }
  return { kind: 'impossible', reason }
}

function tried(attempt: () => string): string | null {
  try {
    return attempt()
  } catch (error) {
    if (error instanceof Uneditable) return null
    throw error
  }
}

function reordered(text: string, target: SpliceTarget): string {
  return reorderRoutes(text, written(text, target).document, target.spec.approvals)
}

function spliced(text: string, target: SpliceTarget, rounds: Rounds): string {
  let result = text
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const from = written(result, target)
    const patch = compareNode(from.pair.value, { ...SPEC, document: from.document, value: target.spec })
    if (changesNothing(patch)) return result
    const aliases = aliasEdits(from, patch)
    result = aliases.length > 0 ? applyEdits(result, aliases) : carryOut(from, patch, rounds)
  }
  throw new Uneditable('the rounds do not come to an end')
}

function rewritten(text: string, target: SpliceTarget): string {
  const patch: Patch = { kind: 'replace', value: target.spec }
  const settled = applyEdits(text, aliasEdits(written(text, target), patch))
  return carryOut(written(settled, target), patch, 'at once')
}

interface Written {
  readonly text: string
  readonly document: YamlDocument
  /** `spec` and its value. */
  readonly pair: YamlPair
  readonly style: Style
}

function written(text: string, { document: index, file }: SpliceTarget): Written {
  const document = documentsOf(text)[index]
  const pair = pairOf(document?.contents ?? null, 'spec')
  if (document === undefined || pair === null) throw new Uneditable('no spec')
  return { text, document, pair, style: styleOf(text, document, file.toLowerCase().endsWith('.json')) }
}

function aliasEdits({ text, document, pair, style }: Written, patch: Patch): readonly TextEdit[] {
  const write = (value: unknown): string =>
    inlineValue(value, { source: text, level: null, style, examples: [], isFlow: true, indent: '' })
  return pair.value === null ? [] : settleAliases(document, { root: pair.value, patch, write })
}

function carryOut({ text, document, pair, style }: Written, patch: Patch, rounds: Rounds): string {
  const isFlow = isMap(document.contents) && document.contents.flow === true
  const { changes, additions } = entryEdits(pair, patch, {
    text,
    level: SPEC.level,
    style,
    siblings: [],
    isFlow,
  })
  const edits = rounds === 'stepwise' && changes.length > 0 ? changes : [...changes, ...additions]
  if (edits.length === 0) throw new Uneditable('a difference without an edit')
  return applyEdits(text, edits)
}
