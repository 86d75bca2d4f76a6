/** Reports comments, baseline entries and settings that have no effect, or another one than intended. */

import { didYouMean } from '../diagnostic/did-you-mean.ts'
import type { Ignore } from '../parse/ignores.ts'
import { BASELINE_NAME } from '../policy/policy-path.ts'
import { type Baseline, baselineText, kindOf, type PlacedEntry } from './baseline.ts'
import { type Check, type ControlCheck, type Report, TOO_ENTANGLED } from './check.ts'
import type { Edit } from './edits.ts'
import { ineffectiveSettings } from './ineffective-settings.ts'
import type { HiddenFinding } from './known-findings.ts'
import type { Subject } from './subject.ts'

export const CONTROL_CHECKS: readonly ControlCheck[] = [
  { kind: 'control', id: 'ignore-without-reason', severity: 'warning' },
  { kind: 'control', id: 'unused-ignore', severity: 'warning' },
  { kind: 'control', id: 'unused-baseline', severity: 'warning' },
  { kind: 'control', id: 'loose-baseline', severity: 'warning' },
  { kind: 'control', id: 'ineffective-setting', severity: 'warning' },
  { kind: 'control', id: TOO_ENTANGLED, severity: 'warning' },
]

export interface Controls {
  readonly subject: Subject
  readonly ignores: readonly Ignore[]
  readonly unused: { readonly ignores: readonly Ignore[]; readonly entries: readonly PlacedEntry[] }
  readonly baseline: Baseline
  /** The findings that the baseline hides. */
  readonly hidden: readonly HiddenFinding[]
  readonly checks: ReadonlyMap<string, Check>
}

type ControlReport = readonly [id: string, report: Report]

export function controlReports(controls: Controls): readonly ControlReport[] {
  const { ignores, unused, checks } = controls
  return [
    ...ignores.filter(({ reason }) => reason === '').map(withoutReason),
    ...unused.ignores.map((ignore): ControlReport => ['unused-ignore', unusedIgnore(ignore, checks)]),
    ...unused.entries.map(unusedEntry),
    ...looseEntries(controls),
    ...ineffectiveSettings(controls.subject, checks).map(
      (report): ControlReport => ['ineffective-setting', report],
    ),
  ]
}

function withoutReason({ place, check }: Ignore): ControlReport {
  const message = `this silences ${check === '' ? 'no check' : check} without saying why`
  return [
    'ignore-without-reason',
    { place, policy: null, message, hint: `write # policyctl-ignore ${check || '<check>'}: and the reason` },
  ]
}

function unusedIgnore({ place, check: id, line, item }: Ignore, checks: ReadonlyMap<string, Check>): Report {
  const check = checks.get(id)
  const meant = check === undefined ? didYouMean(id, checks.keys()) : null
  const message =
    check === undefined
      ? `no check is called ${id === '' ? '(nothing)' : id}`
      : check.isLocked === true
        ? `${id} cannot be silenced`
        : item === null
          ? `this comment silences nothing: line ${line} has no item, or several`
          : `${id} finds nothing on line ${line}`
  return {
    place,
    policy: null,
    message,
    hint: meant === null ? 'delete this comment' : `did you mean ${meant}?`,
  }
}

function unusedEntry({ place, check, policy, file }: PlacedEntry): ControlReport {
  const message = `${check} is not found any more in ${policy ?? file ?? ''}`
  return ['unused-baseline', { place, policy, message, hint: 'delete this entry' }]
}

/** One report for all of them: they come from one version of policyctl, and one command fixes them. */
function looseEntries({ baseline, hidden }: Controls): readonly ControlReport[] {
  const old = hidden.filter(({ entry }) => entry.isRenewed !== true && kindOf(entry) !== 'exact')
  const [first] = old
  if (first === undefined) return []
  const edit = renewal(baseline, hidden)
  return [
    [
      'loose-baseline',
      {
        place: first.entry.place,
        policy: null,
        message: oldWords(old.map(({ entry }) => entry)),
        hint: 'policyctl lint --fix rewrites the baseline with the rules as they are now; review it as you would the findings',
        ...(edit !== null && { fix: [edit] }),
      },
    ],
  ]
}

function oldWords(entries: readonly PlacedEntry[]): string {
  const loose = entries.filter((entry) => kindOf(entry) === 'loose').length
  if (loose > 0)
    return `${loose === 1 ? '1 entry does' : `${loose} entries do`} not say which rule is meant: a finding in the same words about another host or method is hidden too`
  const know =
    entries.length === 1 ? '1 entry knows its finding' : `${entries.length} entries know their findings`
  return `${know} by the words of a message: once a release says it in other words, what was accepted is told again`
}

function renewal({ text, entries }: Baseline, hidden: readonly HiddenFinding[]): Edit | null {
  if (text === null) return null
  const exact = new Map(hidden.map(({ entry, exact: renewed }) => [entry, renewed]))
  const renewed = baselineText(entries.map((entry) => exact.get(entry) ?? entry))
  return { file: BASELINE_NAME, start: 0, end: text.length, text: renewed }
}
