/**
 * Findings that were there when a repository was taken over: known, not
 * reported again. What is new is, and so is an entry that no longer applies.
 */
import type { Finding } from '../diagnostic/finding.ts'
import type { Place } from '../diagnostic/place.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { nearestNode, nodeValue } from '../parse/node.ts'
import { readJson } from '../parse/read-json.ts'
import { sourceOf } from '../parse/source.ts'

export const BASELINE_NAME = '.policyctl-baseline.json'

/** One finding that is known. A finding of a policy is known by that policy, whichever file it moves to. */
export interface BaselineEntry {
  readonly check: string
  readonly policy: string | null
  /** Only for findings of no policy. */
  readonly file?: string
  /** Numbers in it count for nothing: lines move. */
  readonly message: string
}

export interface Baseline {
  readonly entries: readonly (BaselineEntry & { readonly place: Place })[]
}

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
  if (formatVersion !== 1 || !Array.isArray(findings))
    throw invalid(file, 'it has no formatVersion 1, or no findings')
  return {
    entries: findings.map((entry: unknown, at) => {
      if (!isEntry(entry)) throw invalid(file, `findings[${at}] has no check, policy and message`)
      return { ...entry, place: source.placeOf(nearestNode(root, ['findings', at])) }
    }),
  }
}

/** What a finding is known by. */
export type Knowable = Pick<Finding, 'check' | 'policy' | 'file' | 'message'>

/** The baseline that makes these findings known. */
export function baselineText(findings: readonly Knowable[]): string {
  const entries = findings.map(entryOf).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  return `${JSON.stringify({ formatVersion: 1, findings: entries }, null, 2)}\n`
}

function entryOf({ check, policy, file, message }: Knowable): BaselineEntry {
  return policy === null ? { check, policy, file, message } : { check, policy, message }
}

export interface Known {
  readonly findings: readonly Finding[]
  /** Entries that match nothing any more. */
  readonly unused: Baseline['entries']
}

/** Takes out what is known; each entry stands for one finding. */
export function withoutKnown(
  findings: readonly Finding[],
  baseline: Baseline,
  isLocked: (check: string) => boolean,
): Known {
  const open = new Map<string, Baseline['entries'][number][]>()
  for (const entry of baseline.entries) open.set(keyOf(entry), [...(open.get(keyOf(entry)) ?? []), entry])
  const kept = findings.filter(
    (finding) => isLocked(finding.check) || open.get(keyOf(entryOf(finding)))?.shift() === undefined,
  )
  return { findings: kept, unused: [...open.values()].flat() }
}

function keyOf({ check, policy, file, message }: BaselineEntry): string {
  return JSON.stringify([check, policy, policy === null ? file : null, message.replace(/\d+/g, '0')])
}

function isEntry(value: unknown): value is BaselineEntry {
  const { check, policy, file, message } = Object(value)
  const isOwner = policy === null ? typeof file === 'string' : typeof policy === 'string'
  return typeof check === 'string' && typeof message === 'string' && isOwner
}

function invalid(file: string, fact: string): PolicyctlError {
  return new PolicyctlError('baseline-invalid', {
    message: `${file} is no baseline: ${fact}`,
    hint: 'mend it, delete it to see all findings again, or write it anew with policyctl adopt',
  })
}
