/** `# policyctl-ignore <check>: reason` above a line silences one check there. */
import type { Finding } from '../diagnostic/finding.ts'
import type { Place } from '../diagnostic/place.ts'
import { startOf } from '../diagnostic/place.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'

export interface Ignore {
  readonly place: Place
  readonly check: string
  /** '' where none was given. */
  readonly reason: string
  /** The line that it speaks of: the next one that is no comment. */
  readonly line: number
}

const MARK = 'policyctl-ignore'
const COMMENT = /^[ \t]*#[ \t]*policyctl-ignore\b[ \t]*([^\s:]*)[ \t]*:?[ \t]*(.*?)[ \t]*\r?$/

export function ignoresIn({ file, text }: Pick<ParsedFile, 'file' | 'text'>): readonly Ignore[] {
  // Nearly no file has one: do not cut the others into lines.
  if (!text.includes(MARK)) return []
  const lines = text.split('\n')
  return lines.flatMap((line, at) => {
    const [, check, reason] = COMMENT.exec(line) ?? []
    if (check === undefined || reason === undefined) return []
    const column = line.indexOf('#') + 1
    const place = {
      ...startOf(file),
      line: at + 1,
      column,
      endLine: at + 1,
      endColumn: line.trimEnd().length + 1,
    }
    return [{ place, check, reason, line: lineAfterComments(lines, at) }]
  })
}

function lineAfterComments(lines: readonly string[], from: number): number {
  let at = from
  while (at < lines.length && /^[ \t]*#/.test(lines[at] ?? '')) at++
  return at + 1
}

export interface Silenced {
  readonly findings: readonly Finding[]
  /** Ignores that silenced something. */
  readonly used: ReadonlySet<Ignore>
}

/** @param isLocked whether findings of a check cannot be silenced. */
export function silence(
  findings: readonly Finding[],
  ignores: readonly Ignore[],
  isLocked: (check: string) => boolean,
): Silenced {
  const used = new Set<Ignore>()
  if (ignores.length === 0) return { findings, used }
  const kept = findings.filter((finding) => {
    const matching = ignores.filter(
      ({ place, line, check }) =>
        place.file === finding.file && line === finding.line && check === finding.check,
    )
    if (matching.length === 0 || isLocked(finding.check)) return true
    for (const ignore of matching) used.add(ignore)
    return false
  })
  return { findings: kept, used }
}
