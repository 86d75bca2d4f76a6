import type { FieldsNode, Node, Span } from './node.ts'
import { type Problem, quoted } from './problem.ts'

/** Up to this many keys, comparing each pair is cheaper than a set. */
const FEW = 8

export function duplicateKeys(root: Node): Problem[] {
  const problems: Problem[] = []
  addDuplicates(root, problems)
  return problems
}

function addDuplicates(node: Node, problems: Problem[]): void {
  if (node.kind === 'list') for (const item of node.items) addDuplicates(item, problems)
  if (node.kind !== 'fields') return
  const { entries } = node
  const seen = entries.length > FEW ? new Set<string>() : null
  for (let at = 0; at < entries.length; at++) {
    const entry = entries[at]
    if (entry === undefined) continue
    const { key, keyStart, keyEnd, value } = entry
    const isKnown = seen === null ? isBefore(entries, key, at) : seen.has(key)
    if (isKnown) problems.push(duplicateKey(key, { start: keyStart, end: keyEnd }))
    seen?.add(key)
    addDuplicates(value, problems)
  }
}

function isBefore(entries: FieldsNode['entries'], key: string, end: number): boolean {
  for (let at = 0; at < end; at++) if (entries[at]?.key === key) return true
  return false
}

function duplicateKey(key: string, span: Span): Problem {
  const message = `${quoted(key)} appears twice in this mapping`
  const hint = 'keep one of them: readers disagree on which one counts'
  return { check: 'duplicate-key', message, hint, ...span }
}
