import { keepWhatFits, type Limit } from '../../media/cut-to-fit.ts'

export interface LineLimit extends Limit {
  /** The words for the lines that were left out. */
  readonly more: (rest: number) => string
}

/** Cuts the list in an alert to the lines that fit, and counts the others: an alert that is too long would be left out as a whole. */
export function linesThatFit(lines: readonly string[], { more, ...limit }: LineLimit): readonly string[] {
  const items = lines.map((text) => ({ text }))
  const { kept } = keepWhatFits(items, limit, { separator: '\n> ', more })
  const rest = lines.length - kept.length
  return [...kept.map(({ text }) => text), ...(rest === 0 ? [] : [`- ${more(rest)}`])]
}

/**
 * Lists settings of a config that get looser. If they do not all fit, one of each kind comes first,
 * so that many harmless ones do not hide another kind.
 *
 * @param lines such as `guardrails: x was removed`.
 */
export function looserThatFit(lines: readonly string[], limit: LineLimit): readonly string[] {
  const whole = linesThatFit(lines, limit)
  return whole.length === lines.length ? whole : linesThatFit(oneOfEachFirst(lines), limit)
}

function oneOfEachFirst(lines: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  const firsts = lines.filter((line) => {
    const [kind = ''] = /\w+/.exec(line) ?? []
    return !seen.has(kind) && seen.add(kind)
  })
  return [...firsts, ...lines.filter((line) => !firsts.includes(line))]
}
