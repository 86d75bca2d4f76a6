/** The text of a file, with lines and columns for its offsets. */
import { type Place, startOf } from '../diagnostic/place.ts'
import type { Span } from './node.ts'

/** A policy file is written by hand: a larger one (over 1 MiB) is a mistake or an attack. */
export const MAX_BYTES = 1024 * 1024

export const BYTE_ORDER_MARK = '\uFEFF'

export interface Source {
  /** Relative to the project's root, with '/'. */
  readonly file: string
  /** As in the file, a byte order mark and CRLF included, so that an edit by offset keeps every other byte. */
  readonly text: string
  placeOf(span: Span): Place
}

export function sourceOf(file: string, text: string): Source {
  return new TextSource(file, text)
}

/** Looks for line starts only when a place is asked for: most files have no finding. A class, since a function of its own for each file would cost memory. */
class TextSource implements Source {
  readonly file: string
  readonly text: string
  private starts: readonly number[] | null = null

  constructor(file: string, text: string) {
    this.file = file
    this.text = text
  }

  placeOf({ start, end }: Span): Place {
    const [line, column] = this.at(start)
    const [endLine, endColumn] = this.at(end)
    return { ...startOf(this.file), line, column, endLine, endColumn }
  }

  private at(offset: number): readonly [line: number, column: number] {
    this.starts ??= lineStarts(this.text)
    const line = lastAtOrBefore(this.starts, offset)
    const start = this.starts[line] ?? 0
    // Editors do not count a byte order mark as a column.
    const hidden = line === 0 && this.text.startsWith(BYTE_ORDER_MARK) && offset > 0 ? 1 : 0
    return [line + 1, offset - start - hidden + 1]
  }
}

/** Offsets at which lines start. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}
