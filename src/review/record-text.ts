/**
 * Writes a record into the last line of a comment, compressed, and reads it back. A
 * record that is read is untrusted: the caller accepts only comments of its own account
 * that nobody else edited, and here shape, size and the digest of the text are checked.
 */

import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Vote } from '../access/model/region.ts'
import { isFields } from '../policy/shape.ts'
import type { RiskEntry } from './risk-entry.ts'
import { type RiskRecord, type ShownRisk, textDigest } from './risk-record.ts'

const INFLATED_LIMIT = 8_000_000
const ENTRIES_LIMIT = 20_000
const RECORD = /\n<!-- policyctl:risk ([A-Za-z0-9+/=]{1,65536}) -->\s*$/

/** Adds a record to the text of a comment. `record.text` must be the digest of `text`. */
export function withRecord(text: string, record: RiskRecord): string {
  return `${text}\n${recordComment(record)}\n`
}

/** Writes the hidden line; callers also need its length. */
export function recordComment(record: RiskRecord): string {
  return `<!-- policyctl:risk ${deflateRawSync(JSON.stringify(record), { level: 9 }).toString('base64')} -->`
}

/** @returns null if the body ends with no record, with a damaged one, or with one of another text. */
export function recordIn(body: string): RiskRecord | null {
  const { value, text } = recordBelow(body)
  const record = recordOf(value)
  return record?.text === textDigest(text) ? record : null
}

/** The version of the records that this release reads and writes. */
const VERSION = 3

/** Returns the version of a record of a later release; null if the body does not end with one. Untrusted, as in recordIn. */
export function laterRecordIn(body: string): number | null {
  const { version } = Object(recordBelow(body).value)
  return Number.isInteger(version) && version > VERSION ? version : null
}

/** Splits a comment into its text and the document below it; `value` is null if there is none, or a damaged one. */
function recordBelow(body: string): { readonly text: string; readonly value: unknown } {
  // GitHub may store other line ends than it was sent.
  const whole = body.replaceAll('\r\n', '\n')
  const found = RECORD.exec(whole)
  if (found === null) return { text: whole, value: null }
  const text = whole.slice(0, found.index)
  try {
    const bytes = Buffer.from(found[1] ?? '', 'base64')
    const inflated = inflateRawSync(bytes, { maxOutputLength: INFLATED_LIMIT })
    return { text, value: JSON.parse(inflated.toString('utf8')) }
  } catch {
    // Not deflated, too large, or no JSON: whoever wrote it, it is no record of ours.
    return { text, value: null }
  }
}

/** Reads a record from a parsed document; null: it is none. */
export function recordOf(value: unknown): RiskRecord | null {
  if (!isFields(value) || value.version !== VERSION) return null
  const { commit, base, targets, text, config, approved } = value
  if (typeof commit !== 'string' || typeof base !== 'string' || typeof text !== 'string') return null
  const entries = entriesOf(value.entries)
  if (entries === null || !isTexts(targets) || !isTexts(config)) return null
  const shown = approved === null ? null : shownOf(approved)
  return shown === undefined
    ? null
    : { version: VERSION, commit, base, targets, entries, text, config, approved: shown }
}

/** @returns undefined if the value is invalid. */
function shownOf(value: unknown): ShownRisk | undefined {
  if (!isFields(value) || typeof value.commit !== 'string') return undefined
  const entries = entriesOf(value.entries)
  return entries === null ? undefined : { commit: value.commit, entries }
}

function entriesOf(value: unknown): readonly RiskEntry[] | null {
  if (!Array.isArray(value) || value.length > ENTRIES_LIMIT) return null
  return value.every(isEntry) ? value : null
}

const VOTES: readonly unknown[] = ['allow', 'approval_required', 'deny', 'none'] satisfies Vote[]

function isEntry(value: unknown): value is RiskEntry {
  return (
    isFields(value) &&
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

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
