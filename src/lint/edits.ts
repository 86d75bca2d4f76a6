/**
 * Fixes as edits of source ranges: every byte that no edit names stays what it
 * was. A document is never printed anew.
 */

export interface Edit {
  readonly file: string
  /** Offsets in the file's text; equal ones insert. */
  readonly start: number
  readonly end: number
  readonly text: string
}

export interface Fix {
  /** They only make sense together. */
  readonly edits: readonly Edit[]
  /** The rule that is deleted, where one is. */
  readonly removed: RemovedRule | null
}

/** A rule that goes; rules after it get other numbers. */
export interface RemovedRule {
  /** Name of the policy. */
  readonly policy: string
  /** Index before. */
  readonly rule: number
  /** Indexes, before, of the rules that say the same, or decide in its place. */
  readonly by: readonly number[]
}

export interface Fixed {
  readonly text: string
  /** The fixes that were applied; the others touched the same text and need another run. */
  readonly applied: readonly Fix[]
}

/** @param fixes all of one file; of two that touch the same text, the first wins. */
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

/** Touching counts: what stands between two edits decides whether both can be made. */
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
