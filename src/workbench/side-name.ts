import { PolicyctlError } from '../diagnostic/policyctl-error.ts'

/** A place that policies are read from. */
export type SideName =
  | { readonly kind: 'files' }
  /** The files that a target gets. */
  | {
      readonly kind: 'target'
      readonly target: string
      /** The target whose map is applied to the files; absent: its own. */
      readonly inNamesOf?: string
    }
  /** `target`: absent for the run's own. */
  | { readonly kind: 'live'; readonly target?: string }
  | { readonly kind: 'git'; readonly ref: string }
  | { readonly kind: 'dir'; readonly path: string }
  | { readonly kind: 'ledger'; readonly target: string; readonly when: LedgerMoment }

/** A state of a ledger. */
export type LedgerMoment =
  | { readonly kind: 'now' }
  /** A number of revisions before the newest. */
  | { readonly kind: 'back'; readonly steps: number }
  /** At the end of that day, UTC; YYYY-MM-DD. */
  | { readonly kind: 'day'; readonly day: string }
  /** At that moment; ISO 8601 with its zone, as it was written. */
  | { readonly kind: 'instant'; readonly instant: string }
  /** An id of the ledger's commits, or its first digits. */
  | { readonly kind: 'revision'; readonly revision: string }

/** The syntax of --side and of the arguments of `diff`, for help texts. */
export const SIDE_SYNTAX =
  'files, live, git:REF, dir:PATH, target:NAME, live:NAME, ledger:NAME[@DATE|@REV|~N]'

/** The sides that name a target, for help texts. */
export const SIDE_MEANING =
  'target:NAME is the files that a target gets, live:NAME its workspace, ledger:NAME what was last applied to it'

/** Returns the target that a side names; null: that of the run. */
export function targetOfSide(side: SideName): string | null {
  return 'target' in side ? (side.target ?? null) : null
}

/** @throws PolicyctlError usage. */
export function parseSideName(text: string): SideName {
  if (text === 'files' || text === 'live') return { kind: text }
  const [, kind, rest = ''] = /^(git|dir|target|live|ledger):(.+)$/s.exec(text) ?? []
  switch (kind) {
    case 'git':
      return revision(rest, text)
    case 'dir':
      return { kind, path: rest }
    case 'target':
    case 'live':
      return { kind, target: rest }
    case 'ledger':
      return ledger(rest, text)
    default:
      throw noSide(text)
  }
}

/** Refuses the ref of a ledger: its tree is no project, so it would seem to have no policies. */
function revision(ref: string, text: string): SideName {
  const [, name] = /^(?:refs\/)?policyctl\/ledger\/([^/~^@{}:]+)/.exec(ref) ?? []
  if (name === undefined) return { kind: 'git', ref }
  throw new PolicyctlError('usage', {
    message: `'${text}' is a ledger, and git:REF names a revision of the files`,
    hint: `the side is ledger:${decoded(name)}; ledger:${decoded(name)}@2026-06-30 is what was applied on that day`,
  })
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

function ledger(rest: string, text: string): SideName {
  const [, target, mark, at = ''] = /^([^@~]+)(?:([@~])(.+))?$/s.exec(rest) ?? []
  const when = mark === undefined ? ({ kind: 'now' } as const) : momentIn(mark, at)
  if (target === undefined || when === null) throw noSide(text)
  return { kind: 'ledger', target, when }
}

function momentIn(mark: string, at: string): LedgerMoment | null {
  if (mark === '~') return /^\d{1,6}$/.test(at) ? { kind: 'back', steps: Number(at) } : null
  const date = dateIn(at)
  if (date !== null) return date
  return /^[0-9a-f]{4,64}$/.test(at) ? { kind: 'revision', revision: at } : null
}

/** Reads a day (YYYY-MM-DD), or an instant with its zone; null for anything else. */
export function dateIn(text: string): Extract<LedgerMoment, { kind: 'day' | 'instant' }> | null {
  const [, day = '', time] =
    /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/.exec(text) ?? []
  if (day === '' || !isDay(day)) return null
  if (time === undefined) return { kind: 'day', day }
  return Number.isNaN(Date.parse(text)) ? null : { kind: 'instant', instant: text }
}

/** Days that do not exist roll over into the next month when they are parsed. */
function isDay(text: string): boolean {
  const time = Date.parse(text)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

function noSide(text: string): PolicyctlError {
  return new PolicyctlError('usage', {
    message: `'${text}' is not a side`,
    hint: `a side is ${SIDE_SYNTAX}: git:main, dir:../other/policies, ledger:production@2026-06-30`,
  })
}

export function sideText(side: SideName): string {
  switch (side.kind) {
    case 'git':
      return `git:${side.ref}`
    case 'dir':
      return `dir:${side.path}`
    case 'target':
      return `target:${side.target}`
    case 'live':
      return side.target === undefined ? 'live' : `live:${side.target}`
    case 'ledger':
      return `ledger:${side.target}${momentText(side.when)}`
    case 'files':
      return 'files'
  }
}

function momentText(when: LedgerMoment): string {
  switch (when.kind) {
    case 'back':
      return `~${when.steps}`
    case 'day':
      return `@${when.day}`
    case 'instant':
      return `@${when.instant}`
    case 'revision':
      return `@${when.revision}`
    case 'now':
      return ''
  }
}
