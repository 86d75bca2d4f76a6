/**
 * Applies fixes as edits of source ranges: every other byte stays. A document is
 * never printed again.
 */

export interface Edit {
  readonly file: string
  /** Offsets in the file's text; equal ones insert. */
  readonly start: number
  readonly end: number
  readonly text: string
}

export interface Fix {
  /** Edits that belong together: all are made, or none. */
  readonly edits: readonly Edit[]
  /** The rule that the fix deletes; null: none. */
  readonly removed: RemovedRule | null
}

/** A deleted rule; rules after it get other numbers. */
export interface RemovedRule {
  /** Name of the policy. */
  readonly policy: string
  /** Index before the deletion. */
  readonly rule: number
  /** Indexes, before the deletion, of the rules that say the same, or that decide in its place. */
  readonly by: readonly number[]
}

export interface Fixed {
  readonly text: string
  /** The fixes that were applied; the others touch the same text and need another run. */
  readonly applied: readonly Fix[]
}

/** @param fixes all fixes of the file; if two touch the same text, the first is applied. */
export function applyFixes(text: string, fixes: readonly Fix[]): Fixed {
  const taken: Edit[] = []
  const applied: Fix[] = []
  for (const fix of fixes) {
    if (fix.edits.some((edit) => taken.some((other) => overlaps(edit, other)))) continue
    taken.push(...fix.edits)
    applied.push(fix)
  }
  return { text: splice(text, taken), applied }
}

/** Tells whether two edits overlap or touch: the text between two edits decides whether both can be made. */
function overlaps(a: Edit, b: Edit): boolean {
  return a.start <= b.end && b.start <= a.end
}

function splice(text: string, edits: readonly Edit[]): string {
  let result = ''
  let at = 0
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    result += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return result + text.slice(at)
}
