/** Runs all checks on parsed files. It is pure: the same files give the same findings. */
import { byPlace, type Finding, type Severity } from '../diagnostic/finding.ts'
import { filesInNoLayer } from '../fleet/fleet-subject.ts'
import { ignoresIn } from '../parse/ignores.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { NO_BASELINE } from './baseline.ts'
import type { Check, Report } from './check.ts'
import { CHECKS } from './checks/list.ts'
import { controlReports } from './control-checks.ts'
import type { Fix } from './edits.ts'
import { contentsIn } from './item-content.ts'
import { type HiddenFinding, withoutKnown } from './known-findings.ts'
import type { LintOptions } from './lint-options.ts'
import { mappedFinding } from './mapped-finding.ts'
import { runChecksOn } from './run-checks-on.ts'
import { type Settings, severityOf } from './settings.ts'
import { type SilencedFinding, silence } from './silence.ts'
import type { Subject } from './subject.ts'
import { subjectOf } from './subject-of.ts'

export interface LintResult {
  /** Sorted by file and place. */
  readonly findings: readonly Finding[]
  /** Fixes by finding. */
  readonly fixes: ReadonlyMap<Finding, Fix>
  /** The findings that the baseline hides. */
  readonly hidden: readonly HiddenFinding[]
  /** The findings that comments silence. */
  readonly silenced: readonly SilencedFinding[]
}

const BY_ID: ReadonlyMap<string, Check> = new Map(CHECKS.map((check) => [check.id, check]))

/** @param files all files, since some checks compare policies of different files. */
export function lint(files: readonly ParsedFile[], options: LintOptions = {}): readonly Finding[] {
  return runChecks(files, options).findings
}

export function runChecks(files: readonly ParsedFile[], options: LintOptions = {}): LintResult {
  const settings = options.checks ?? {}
  const unknownFieldsCount = severityOf(checkOf('unknown-field'), settings) !== 'off'
  const subject = subjectOf(files, options, unknownFieldsCount)
  const fixes = new Map<Finding, Fix>()
  const active = CHECKS.filter((check) => severityOf(check, settings) !== 'off')
  const reported = runChecksOn(subject, active).flatMap(([id, report]) =>
    findingOf(checkOf(id), report, { settings, fixes }),
  )
  const read = [...files.flatMap(({ findings }) => findings), ...errorsInUntargetedFiles(subject)].flatMap(
    (finding) => withSeverity(finding, settings),
  )
  const ignores = files.flatMap(ignoresIn)
  const { findings, silenced, used } = silence([...read, ...reported], ignores, isLocked)
  const baseline = options.baseline ?? NO_BASELINE
  const known = withoutKnown(findings, baseline, {
    isLocked,
    contentOf: contentsIn(files),
    today: subject.today,
  })
  const hasRun = ({ check }: { check: string }): boolean => couldFind(check, subject, settings)
  // A comment or entry that silences nothing in one target may be needed in another target with the same files.
  const isWhole = subject.fleet === null || options.tellsUnused === true
  const unused = {
    ignores: ignores.filter((ignore) => isWhole && !used.has(ignore) && hasRun(ignore)),
    entries: known.unused.filter((entry) => isWhole && hasRun(entry)),
  }
  const { hidden } = known
  const own = controlReports({ subject, ignores, unused, baseline, hidden, checks: BY_ID }).flatMap(
    ([id, report]) => findingOf(checkOf(id), report, { settings, fixes }),
  )
  const told = [...known.findings, ...own].sort(byPlace)
  if (subject.fleet === null) return { findings: told, fixes: fixesOf(told, fixes), hidden, silenced }
  // These files are mapped for a target, and fixes need the files as they are written.
  const mapped = told.map((finding) => mappedFinding({ ...finding, fixable: false }, subject.fleet))
  return { findings: mapped, fixes: new Map(), hidden, silenced }
}

/** Errors of files that no target gets. Without them such a file would seem to be only in the wrong place. */
function errorsInUntargetedFiles({ fleet }: Pick<Subject, 'fleet'>): readonly Finding[] {
  if (fleet === null) return []
  return filesInNoLayer(fleet).flatMap(({ findings }) =>
    findings.filter(({ severity }) => severity === 'error'),
  )
}

/** The fixes of reported findings: silenced and baselined ones are not fixed. */
function fixesOf(findings: readonly Finding[], fixes: ReadonlyMap<Finding, Fix>): ReadonlyMap<Finding, Fix> {
  if (fixes.size === 0) return fixes
  const told = new Set(findings)
  return new Map([...fixes].filter(([finding]) => told.has(finding)))
}

interface Run {
  readonly settings: Settings
  readonly fixes: Map<Finding, Fix>
}

function checkOf(id: string): Check {
  const check = BY_ID.get(id)
  if (check === undefined) throw new Error(`no check is called ${id}`)
  return check
}

function isLocked(id: string): boolean {
  return BY_ID.get(id)?.isLocked === true
}

function withSeverity(finding: Finding, settings: Settings): readonly Finding[] {
  const severity = severityOf(checkOf(finding.check), settings)
  return severity === 'off' ? [] : [{ ...finding, severity }]
}

function findingOf(
  check: Check,
  { place, policy, message, hint, about, fix, removes, saidBy }: Report,
  { settings, fixes }: Run,
): readonly Finding[] {
  const severity: Severity | 'off' = severityOf(check, settings)
  if (severity === 'off') return []
  const other = saidBy === undefined ? 'off' : severityOf(checkOf(saidBy), settings)
  if (STRENGTH.indexOf(other) >= STRENGTH.indexOf(severity)) return []
  const finding: Finding = {
    check: check.id,
    severity,
    message,
    hint,
    ...place,
    policy,
    ...(about !== undefined && { about }),
    fixable: fix !== undefined,
  }
  const removed = removes === undefined || policy === null ? null : { policy, ...removes }
  if (fix !== undefined) fixes.set(finding, { edits: fix, removed })
  return [finding]
}

const STRENGTH: readonly (Severity | 'off')[] = ['off', 'info', 'warning', 'error']

/**
 * Tells whether a check could run. If it is off or lacks its facts, a comment or entry
 * about it may be needed in another run.
 */
function couldFind(id: string, { live, testedRules }: Subject, settings: Settings): boolean {
  const check = BY_ID.get(id)
  if (check === undefined) return true
  if (check.kind === 'set' && (live === null ? check.needsLive : check.findsLessLive) === true) return false
  if (id === 'untested-rule' && testedRules === null) return false
  return severityOf(check, settings) !== 'off'
}
