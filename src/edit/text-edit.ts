/** Replaces `[start, end)` of a text; an insertion if both are equal. Offsets are UTF-16 code units, as in parse/node.ts. */
export interface TextEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * Insertions at one offset keep their order, and come before a replacement that starts there.
 *
 * @throws Uneditable if edits overlap: each was made for a text without the others.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end)
  let result = ''
  let at = 0
  for (const edit of sorted) {
    if (edit.start < at) throw new Uneditable('edits overlap')
    result += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return result + text.slice(at)
}

/** A layout that cannot be edited in place. It never leaves this folder: the code that catches it rewrites a larger part, or gives up. */
export class Uneditable extends Error {}
