/**
 * Comments that go on where one is full: each shows the whole of the changes
 * that its record holds.
 */
import { count } from '../../diagnostic/count.ts'
import type { AccessGroup } from '../../words/access-group.ts'
import { fullLine } from './access-words.ts'
import type { CommentInput } from './comment-input.ts'

/** Visible text, and the changes that it shows whole. */
export interface CommentPart {
  readonly text: string
  readonly groups: readonly AccessGroup[]
}

/** More comments than a person reads; what is left then was not shown. */
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
  const chunks: AccessGroup[][] = []
  const unshown: AccessGroup[] = []
  for (const group of groups) {
    const last = chunks.at(-1)
    if (last !== undefined && isPlace([...last, group], options)) last.push(group)
    else if (isPlace([group], options) && chunks.length < MOST_PARTS) chunks.push([group])
    else unshown.push(group)
  }
  const parts = chunks.map((chunk, index) => ({
    text: partText(chunk, { number: index + 2, of: chunks.length + 1, input: options.input }),
    groups: chunk,
  }))
  return { parts, unshown }
}

function isPlace(groups: readonly AccessGroup[], { size, fits }: PartOptions): boolean {
  const length = groups.reduce((sum, group) => sum + fullLine(group).length + 1, 500)
  return length <= size && fits(groups)
}

function partText(
  groups: readonly AccessGroup[],
  { number, of, input }: { number: number; of: number; input: CommentInput },
): string {
  const what = count(groups.length, 'further change')
  return [
    `## 🔺 Part ${number} of ${of}: ${what} that let more through, or hand approvals to others`,
    `Of commit ${input.commit.slice(0, 7)}, like the comment before. Each line is the whole of a change.`,
    `<details><summary><b>All ${what}</b></summary>\n\n${groups.map(fullLine).join('\n')}\n\n</details>`,
  ].join('\n\n')
}
