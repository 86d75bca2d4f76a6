import type { Node } from './node.ts'
import { type Problem, quoted } from './problem.ts'

export function duplicateKeys(node: Node): readonly Problem[] {
  if (node.kind === 'scalar') return []
  if (node.kind === 'list') return node.items.flatMap(duplicateKeys)
  const seen = new Set<string>()
  return node.entries.flatMap(({ key, keyStart, keyEnd, value }) => {
    const within = duplicateKeys(value)
    if (!seen.has(key)) {
      seen.add(key)
      return within
    }
    const message = `${quoted(key)} stands twice in this mapping`
    const hint = 'keep one of them: readers disagree on which one counts'
    return [{ check: 'duplicate-key', message, hint, start: keyStart, end: keyEnd }, ...within]
  })
}
