/**
 * Findings that were there when a repository was taken over: known, not
 * reported again. What is new is, and so is an entry that no longer applies.
 *
 * An entry knows the rule or route of its finding by content. Entries of older
 * versions do not, and hide whatever has their words; they are still read, and
 * reported.
 */
import type { Finding } from '../diagnostic/finding.ts'
import type { Place } from '../diagnostic/place.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { nearestNode, nodeValue } from '../parse/node.ts'
import { readJson } from '../parse/read-json.ts'
import { sourceOf } from '../parse/source.ts'
import type { ContentOf } from './item-content.ts'

export const BASELINE_NAME = '.policyctl-baseline.json'

/** One finding that is known. A finding of a policy is known by that policy, whichever file it moves to. */
export interface BaselineEntry {
  readonly check: string
  readonly policy: string | null
  /** Only for findings of no policy. */
  readonly file?: string
  /** The lines that it names count for nothing: lines move. */
  readonly message: string
  /** Digest of the rule or route, null for a finding of neither; absent in entries of older versions. */
  readonly item?: string | null
  /** YYYY-MM-DD; absent in entries of older versions. */
  readonly since?: string
}

export interface PlacedEntry extends BaselineEntry {
  readonly place: Place
}

export interface Baseline {
  readonly entries: readonly PlacedEntry[]
  /** As in the file; null for a baseline that is no file's, and so cannot be mended. */
  readonly text: string | null
}

export const NO_BASELINE: Baseline = { entries: [], text: null }

/**
 * @param file name for places and messages.
 * @throws PolicyctlError baseline-invalid.
 */
export function readBaseline(text: string, file = BASELINE_NAME): Baseline {
  const { documents, problems } = readJson(text)
  const [root] = documents
  const source = sourceOf(file, text)
  if (root === undefined) throw invalid(file, problems[0]?.message ?? 'it is empty')
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

/** The facts by which a finding is recognised. */
export type Knowable = Pick<Finding, 'check' | 'policy' | 'file' | 'message' | 'line' | 'column'>

/** The entry that makes a finding known. @param since YYYY-MM-DD. */
export function entryFor(finding: Knowable, contentOf: ContentOf, since: string): BaselineEntry {
  const { check, policy, file, message } = finding
  const owner = policy === null ? { policy, file } : { policy }
  return { check, ...owner, message, item: contentOf(finding), since }
}

export function baselineText(entries: readonly BaselineEntry[]): string {
  const findings = entries
    .toSorted((a, b) => (baselineKeyOf(a) < baselineKeyOf(b) ? -1 : 1))
    .map(({ check, policy, file, message, item, since }) => ({ check, policy, file, message, item, since }))
  return `${JSON.stringify({ formatVersion: 1, findings }, null, 2)}\n`
}

/** Equal for entries that know the same. */
export function baselineKeyOf({ check, policy, file, message, item }: BaselineEntry): string {
  const words = message.replace(/\b(lines?) \d+(?:(?:, | and )\d+)*/g, '$1')
  return JSON.stringify([check, policy, policy === null ? file : null, words, item])
}

/** Computes the key of entries of older versions: the words without numbers. */
export function looseKeyOf({ check, policy, file, message }: BaselineEntry): string {
  return JSON.stringify([check, policy, policy === null ? file : null, message.replace(/\d+/g, '0')])
}

/** Tells whether the entry was written by a version that did not look at the rule. */
export function isLoose({ item }: BaselineEntry): boolean {
  return item === undefined
}

function isEntry(value: unknown): value is BaselineEntry {
  const { check, policy, file, message, item, since } = Object(value)
  const isOwner = policy === null ? typeof file === 'string' : typeof policy === 'string'
  const isItem = item === undefined || item === null || typeof item === 'string'
  const isSince = since === undefined || typeof since === 'string'
  return typeof check === 'string' && typeof message === 'string' && isOwner && isItem && isSince
}

/** To delete it or to write it anew would lose what was known. */
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
