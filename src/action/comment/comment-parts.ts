/**
 * Splits changes over further comments if one is full. Each comment shows every
 * change of its record in full.
 */
import { count } from '../../diagnostic/count.ts'
import type { AccessGroup } from '../../words/access-group.ts'
import { fullLine } from './access-words.ts'
import type { CommentInput } from './comment-input.ts'
import { longestPrefix } from './longest-prefix.ts'

/** The visible text of a comment, and the changes that it shows in full. */
export interface CommentPart {
  readonly text: string
  readonly groups: readonly AccessGroup[]
}

/** The most comments; nobody reads more. Further changes count as not shown. */
const MOST_PARTS = 9

interface PartOptions {
  /** Characters of the text of one. */
  readonly size: number
  /** Tells whether the record of these groups fits. */
  readonly fits: (groups: readonly AccessGroup[]) => boolean
  readonly input: CommentInput
}

export function partTexts(
  groups: readonly AccessGroup[],
  options: PartOptions,
): { readonly parts: readonly CommentPart[]; readonly unshown: readonly AccessGroup[] } {
  const chunks: Line[][] = []
  const unshown: AccessGroup[] = []
  let rest = groups.map((group): Line => ({ group, text: fullLine(group) }))
  while (rest.length > 0 && chunks.length < MOST_PARTS) {
    // Checking a record costs more than checking a text, so few records are checked.
    const chunk = longestPrefix(rest, (lines) => isPlace(lines, options))
    if (chunk.length > 0) chunks.push([...chunk])
    else unshown.push(...rest.slice(0, 1).map(({ group }) => group))
    rest = rest.slice(Math.max(chunk.length, 1))
  }
  unshown.push(...rest.map(({ group }) => group))
  const parts = chunks.map((chunk, index) => ({
    text: partText(chunk, { number: index + 2, of: chunks.length + 1, input: options.input }),
    groups: chunk.map(({ group }) => group),
  }))
  return { parts, unshown }
}

interface Line {
  readonly group: AccessGroup
  readonly text: string
}

function isPlace(lines: readonly Line[], { size, fits }: PartOptions): boolean {
  const length = lines.reduce((sum, { text }) => sum + text.length + 1, 500)
  return length <= size && fits(lines.map(({ group }) => group))
}

function partText(
  lines: readonly Line[],
  { number, of, input }: { number: number; of: number; input: CommentInput },
): string {
  const what = count(lines.length, 'further change')
  return [
    `## 🔺 Part ${number} of ${of}: ${what} that ${lines.length === 1 ? 'lets more through, or hands' : 'let more through, or hand'} approvals to others`,
    `Of commit ${input.commit.slice(0, 7)}, like the comment before. Each line is one change in full.`,
    `<details><summary><b>All ${what}</b></summary>\n\n${lines.map(({ text }) => text).join('\n')}\n\n</details>`,
  ].join('\n\n')
}
