/**
 * Keeps a comment behind an item of a flow collection with that item. The YAML
 * library attaches some of these comments to the next item or to the whole list;
 * in block style it then prints them above the next item.
 */
import { isCollection, isNode, isSeq, type Node, type Pair, visit, type YAMLMap, type YAMLSeq } from 'yaml'
import { IGNORE_MARK } from './ignores.ts'

type Collection = YAMLMap | YAMLSeq

/** @param text that the collection was parsed from, without CRLF. */
export function keepTrailingComments(collection: Collection, text: string): void {
  if (collection.flow !== true) return
  const parts: readonly Part[] = isSeq(collection)
    ? collection.items.map(itemPart)
    : collection.items.map(pairPart)
  for (const [index, { last }] of parts.entries()) {
    const comment = last === null ? null : commentBehind(text, last.range?.[1])
    // Usually the library has attached it rightly.
    if (last === null || comment === null || last.comment?.split('\n')[0] === comment) continue
    const next = parts[index + 1]?.first ?? null
    const isMoved =
      next === null
        ? cutFirstLine(collection, 'comment', comment)
        : cutFirstLine(next, 'commentBefore', comment)
    if (isMoved) last.comment = joined(last.comment, comment)
  }
}

interface Part {
  readonly first: Node | null
  readonly last: Node | null
}

function itemPart(item: unknown): Part {
  return isNode(item) ? { first: item, last: item } : { first: null, last: null }
}

function pairPart({ key, value }: Pair): Part {
  const first = isNode(key) ? key : null
  return { first, last: isNode(value) ? value : first }
}

/** The comment on the rest of the line, after an optional comma. */
function commentBehind(text: string, from: number | undefined): string | null {
  if (from === undefined) return null
  return /^[ \t]*,?[ \t]+#([^\n]*)/.exec(text.slice(from, from + LONGEST))?.[1] ?? null
}

const LONGEST = 4096

function cutFirstLine(node: Node, field: 'comment' | 'commentBefore', line: string): boolean {
  const [first, ...rest] = (node[field] ?? '').split('\n')
  if (first?.trimEnd() !== line.trimEnd()) return false
  node[field] = rest.length === 0 ? null : rest.join('\n')
  return true
}

/**
 * Moves a comment behind a flow collection, which is about the whole of it, to
 * above the collection if that becomes a block collection.
 * @returns a function to call with the first printed node, after the style is
 * decided; null if the collection was not in flow style.
 */
export function commentToLift(collection: Collection): ((first: Node) => void) | null {
  if (collection.flow !== true) return null
  return (first) => {
    if (collection.flow === true || !collection.comment) return
    first.commentBefore = joined(first.commentBefore, collection.comment)
    collection.comment = null
  }
}

/**
 * Prepares a rule for the sorting of its keys. A policyctl-ignore comment on the
 * first or last line applies to the whole rule, so it moves to above the rule.
 * @param sorted the fields in their new order.
 * @returns false if they must not be sorted: the ignore comment of another field
 * would come to the first or last line, and apply to the whole rule.
 */
export function liftIgnores(rule: YAMLMap, sorted: readonly Pair[]): boolean {
  const ends = new Set([rule.items[0], rule.items.at(-1)])
  if ([sorted[0], sorted.at(-1)].some((pair) => pair !== undefined && !ends.has(pair) && hasIgnore(pair)))
    return false
  const first = rule.items[0]?.value
  for (const node of new Set([isNode(first) ? first : null, lastNode(rule)])) {
    if (!node?.comment?.includes(IGNORE_MARK)) continue
    rule.commentBefore = joined(rule.commentBefore, node.comment)
    node.comment = null
  }
  return true
}

function hasIgnore(pair: Pair): boolean {
  let found = false
  const look = (_key: unknown, node: unknown): void => {
    if (isNode(node)) found ||= `${node.commentBefore ?? ''}${node.comment ?? ''}`.includes(IGNORE_MARK)
  }
  for (const node of [pair.key, pair.value]) if (isNode(node)) visit(node, look)
  return found
}

function lastNode(node: Node): Node | null {
  if (!isCollection(node) || node.flow === true) return node
  const last: unknown = node.items.at(-1)
  const value = isSeq(node) ? last : (last as Pair | undefined)?.value
  return isNode(value) ? lastNode(value) : null
}

function joined(...comments: readonly (string | null | undefined)[]): string {
  return comments.filter(Boolean).join('\n')
}
