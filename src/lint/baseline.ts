/**
 * Findings that existed when the repository was adopted. They are not reported. New
 * findings are reported, and so are entries that match nothing any more.
 *
 * An entry matches its finding by check, policy, content of the rule or route, and
 * the values that the finding is about. Entries of older versions match by the words
 * of the message instead, the oldest without the rule; they still work, and are
 * reported.
 */
import type { Finding } from '../diagnostic/finding.ts'
import type { Place } from '../diagnostic/place.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { nearestNode, nodeValue } from '../parse/node.ts'
import type { Problem } from '../parse/problem.ts'
import { readJson } from '../parse/read-json.ts'
import { type Source, sourceOf } from '../parse/source.ts'
import { BASELINE_NAME } from '../policy/policy-path.ts'
import { presentWords } from './former-words.ts'
import type { ContentOf } from './item-content.ts'

/** One known finding. If it has a policy, it is matched by that, whatever file the policy is in. */
export interface BaselineEntry {
  readonly check: string
  readonly policy: string | null
  /** Only for findings without a policy. */
  readonly file?: string
  /** For readers. Only entries of older versions match by it, without the line numbers in it. */
  readonly message: string
  /** The values that the finding is about; absent in entries of older versions. */
  readonly about?: readonly string[]
  /** Digest of the rule or route; null if the finding is in neither; absent in entries of older versions. */
  readonly item?: string | null
  /** YYYY-MM-DD; absent in entries of older versions. */
  readonly since?: string
}

export interface PlacedEntry extends BaselineEntry {
  readonly place: Place
  /** True if the judged change rewrote the entry; the base has it in this form. */
  readonly isRenewed?: boolean
}

export interface Baseline {
  readonly entries: readonly PlacedEntry[]
  /** The text of the file; null if the baseline does not come from a file, and so cannot be fixed. */
  readonly text: string | null
}

export const NO_BASELINE: Baseline = { entries: [], text: null }

/**
 * @param file name of the file in places and messages.
 * @throws PolicyctlError baseline-invalid.
 */
export function readBaseline(text: string, file = BASELINE_NAME): Baseline {
  const { documents, problems } = readJson(text)
  const [root] = documents
  const source = sourceOf(file, text)
  if (root === undefined) throw invalid(file, unreadBecause(text, source, problems))
  const { formatVersion, findings } = Object(nodeValue(root))
  if (Number.isInteger(formatVersion) && formatVersion > 1) throw newer(file, formatVersion)
  if (formatVersion !== 1 || !Array.isArray(findings))
    throw invalid(file, 'it has no formatVersion 1, or no findings')
  return {
    text,
    entries: findings.map((entry: unknown, at) => {
      if (!isEntry(entry)) throw invalid(file, `findings[${at}] has no check, policy and message`)
      return { ...entry, place: source.placeOf(nearestNode(root, ['findings', at])) }
    }),
  }
}

/** Describes a fault without quoting the file, which may have secrets in it if it is no baseline. */
function unreadBecause(text: string, source: Source, [problem]: readonly Problem[]): string {
  if (problem === undefined || text.trim() === '') return 'it is empty'
  return `line ${source.placeOf(problem).line} is not JSON`
}

/** The facts by which a finding is recognised. */
export type Knowable = Pick<Finding, 'check' | 'policy' | 'file' | 'message' | 'about' | 'line' | 'column'>

/** Makes the entry for a finding. @param since YYYY-MM-DD. */
export function entryFor(finding: Knowable, contentOf: ContentOf, since: string): BaselineEntry {
  const { check, policy, file, message } = finding
  const owner = policy === null ? { policy, file } : { policy }
  const about = finding.about ?? [wordsOf(message)]
  return { check, ...owner, message, about, item: contentOf(finding), since }
}

export function baselineText(entries: readonly BaselineEntry[]): string {
  const findings = entries
    .toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
    .map(({ check, policy, file, message, about, item, since }) => ({
      ...{ check, policy, file, message, about, item, since },
    }))
  return `${JSON.stringify({ formatVersion: 1, findings }, null, 2)}\n`
}

function orderOf(entry: BaselineEntry): string {
  return wordedKeyOf(entry) + baselineKeyOf(entry)
}

/** A key that is equal for entries that match the same finding. */
export function baselineKeyOf({ check, policy, file, about, item }: BaselineEntry): string {
  return JSON.stringify([check, policy, policy === null ? file : null, about, item])
}

/** The key of entries that match by rule or route, and by the words of the message. */
export function wordedKeyOf({ check, policy, file, message, item }: BaselineEntry): string {
  return JSON.stringify([check, policy, policy === null ? file : null, wordsOf(message), item])
}

/** The message in the words of this release, without line numbers. */
function wordsOf(message: string): string {
  return presentWords(message).replace(/\b(lines?) \d+(?:(?:, | and )\d+)*/g, '$1')
}

/** Computes the key of entries of the oldest versions: the words without numbers. */
export function looseKeyOf({ check, policy, file, message }: BaselineEntry): string {
  return JSON.stringify([
    check,
    policy,
    policy === null ? file : null,
    presentWords(message).replace(/\d+/g, '0'),
  ])
}

/** loose: by its words, whatever the rule. worded: by rule and words. exact: by rule and values. */
export type EntryKind = 'loose' | 'worded' | 'exact'

export function kindOf({ item, about }: BaselineEntry): EntryKind {
  if (item === undefined) return 'loose'
  return about === undefined ? 'worded' : 'exact'
}

function isEntry(value: unknown): value is BaselineEntry {
  const { check, policy, file, message, about, item, since } = Object(value)
  const isOwner = policy === null ? typeof file === 'string' : typeof policy === 'string'
  const isItem = item === undefined || item === null || typeof item === 'string'
  const isSince = since === undefined || typeof since === 'string'
  const isAbout =
    about === undefined || (Array.isArray(about) && about.every((one) => typeof one === 'string'))
  return typeof check === 'string' && typeof message === 'string' && isOwner && isItem && isAbout && isSince
}

/** The hint offers neither deleting nor rewriting the file: both would lose entries. */
function newer(file: string, version: number): PolicyctlError {
  return new PolicyctlError('baseline-invalid', {
    message: `${file} has formatVersion ${version}, and this policyctl reads 1: a newer release wrote it`,
    hint: 'install that release, or a newer one, here and in the workflows; leave the file as it is',
  })
}

function invalid(file: string, fact: string): PolicyctlError {
  return new PolicyctlError('baseline-invalid', {
    message: `${file} is not a baseline: ${fact}`,
    hint: 'fix it, delete it to see all findings again, or let policyctl adopt write it',
  })
}
