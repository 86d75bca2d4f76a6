/**
 * The hidden ends of a comment: the marker by which it is found again, first,
 * and the risk record that the next run compares with, last.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Vote } from '../../access/model/region.ts'
import type { RiskEntry, RiskRecord } from './risk-record.ts'

/** Characters of the encoded record; what does not fit is left out from the end. */
export const RECORD_LIMIT = 12_000
const INFLATED_LIMIT = 2_000_000
const ENTRIES_LIMIT = 5_000
const RECORD = /<!-- policyctl:risk ([A-Za-z0-9+/=]{1,14000}) -->\s*$/

/** First line of a comment of this kind. `kind`: pr, apply, drift. */
export function markerOf(kind: 'pr' | 'apply' | 'drift', id: string): string {
  return `<!-- policyctl:${kind}:${encodeURIComponent(id).replaceAll('-', '%2D')} -->`
}

/** Whether the body begins with the marker; elsewhere it might be a quotation. */
export function hasMarker(body: string, marker: string): boolean {
  return body.startsWith(marker)
}

/** @param record entries sorted, the riskiest first. */
export function recordComment(record: RiskRecord): string {
  for (let share = 1; ; share /= 2) {
    const text = encoded(share === 1 ? record : cut(record, share))
    if (text.length <= RECORD_LIMIT) return `<!-- policyctl:risk ${text} -->`
  }
}

/** @returns null where the body ends with no record, or with one that is damaged. */
export function recordIn(body: string): RiskRecord | null {
  const text = RECORD.exec(body)?.[1]
  if (text === undefined) return null
  try {
    const bytes = inflateRawSync(Buffer.from(text, 'base64'), { maxOutputLength: INFLATED_LIMIT })
    return parsed(JSON.parse(bytes.toString('utf8')))
  } catch {
    return null
  }
}

function encoded(record: RiskRecord): string {
  return deflateRawSync(JSON.stringify(record), { level: 9 }).toString('base64')
}

function cut(record: RiskRecord, share: number): RiskRecord {
  const { entries, config, approved } = record
  return {
    ...record,
    entries: entries.slice(0, Math.floor(entries.length * share)),
    config: config.slice(0, Math.floor(config.length * share)),
    approved:
      approved === null
        ? null
        : { ...approved, entries: approved.entries.slice(0, Math.floor(approved.entries.length * share)) },
    isComplete: false,
  }
}

function parsed(value: unknown): RiskRecord | null {
  if (!isObject(value) || value.version !== 1) return null
  const { approved, config, commit, digest } = value
  if (typeof commit !== 'string' || typeof digest !== 'string') return null
  const entries = entriesOf(value.entries)
  if (entries === null || !isTexts(config)) return null
  const approvedEntries = isObject(approved) ? entriesOf(approved.entries) : null
  return {
    version: 1,
    commit,
    entries,
    digest,
    config,
    isComplete: value.isComplete === true,
    approved:
      isObject(approved) && typeof approved.commit === 'string' && approvedEntries !== null
        ? { commit: approved.commit, entries: approvedEntries }
        : null,
  }
}

function entriesOf(value: unknown): readonly RiskEntry[] | null {
  if (!Array.isArray(value) || value.length > ENTRIES_LIMIT) return null
  return value.every(isEntry) ? value : null
}

const VOTES: readonly unknown[] = ['allow', 'approval_required', 'deny', 'none'] satisfies Vote[]

function isEntry(value: unknown): value is RiskEntry {
  return (
    isObject(value) &&
    isTexts(value.targets) &&
    isTexts(value.agents) &&
    isTexts(value.policies) &&
    isTexts(value.operations) &&
    isTexts(value.exceptOperations) &&
    isTexts(value.exceptResources) &&
    typeof value.resource === 'string' &&
    typeof value.selectors === 'string' &&
    typeof value.route === 'string' &&
    typeof value.isExact === 'boolean' &&
    VOTES.includes(value.before) &&
    VOTES.includes(value.after)
  )
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
