/** Removes the findings that a comment silences. */
import type { Finding } from '../diagnostic/finding.ts'
import type { Ignore } from '../parse/ignores.ts'
import { groupBy } from '../policy/group-by.ts'
import { isWithin } from './within.ts'

export interface SilencedFinding {
  readonly finding: Finding
  readonly ignore: Ignore
}

export interface Silenced {
  /** The findings that remain. */
  readonly findings: readonly Finding[]
  readonly silenced: readonly SilencedFinding[]
  /** Ignores that silenced something. */
  readonly used: ReadonlySet<Ignore>
}

/** @param isLocked tells whether findings of a check cannot be silenced. */
export function silence(
  findings: readonly Finding[],
  ignores: readonly Ignore[],
  isLocked: (check: string) => boolean,
): Silenced {
  const used = new Set<Ignore>()
  const silenced: SilencedFinding[] = []
  if (ignores.length === 0) return { findings, silenced, used }
  const byCheck = groupBy(ignores, ({ check, place }) => `${place.file} ${check}`)
  const kept = findings.filter((finding) => {
    const candidates = isLocked(finding.check) ? [] : byCheck.get(`${finding.file} ${finding.check}`)
    const matching = (candidates ?? []).filter(({ item }) => item !== null && isWithin(finding, item.place))
    for (const ignore of matching) used.add(ignore)
    const [ignore] = matching
    if (ignore !== undefined) silenced.push({ finding, ignore })
    return ignore === undefined
  })
  return { findings: kept, silenced, used }
}
