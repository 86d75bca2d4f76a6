/**
 * The changes that reviewers were shown before an apply: the merged pull requests
 * that brought them, with the records of their comments. One job of a run collects
 * them for all others.
 */

import type { Approval, Rulesets } from '../policy/ledger-snapshot.ts'
import { type Fields, isFields } from '../policy/shape.ts'
import { recordOf } from './record-text.ts'
import type { RiskEntry } from './risk-entry.ts'
import { entriesOf, type RiskRecord } from './risk-record.ts'

export interface Reviewed {
  readonly formatVersion: 1
  /** Commit that is applied. */
  readonly commit: string
  /** Names of the targets that were looked at. Nothing is known of others. */
  readonly targets: readonly string[]
  readonly pulls: readonly ReviewedPull[]
  /** The steps of the default branch that a target lacks, newest first, with the numbers of the pull requests that brought each. */
  readonly steps: readonly BranchStep[]
  /** Pull requests of these steps that were merged into another branch, such as the default one under its former name: they do not count. */
  readonly elsewhere: readonly { readonly number: number; readonly branch: string }[]
  /** Rules of the default branch; null: they could not be read. */
  readonly rulesets: Rulesets | null
}

export interface BranchStep {
  readonly commit: string
  readonly pulls: readonly number[]
}

export interface ReviewedPull {
  readonly number: number
  /** Login of the person who opened it; null: GitHub does not tell. */
  readonly author: string | null
  /** Its last commit, which was merged. */
  readonly head: string
  /** True if GitHub's review decision says so, or somebody with write access approved it. */
  readonly isApproved: boolean
  /** The present approvals, as GitHub has them. */
  readonly approvals: readonly Approval[]
  /** The records of its comments that can be trusted. */
  readonly records: readonly RiskRecord[]
  /** The targets that did not have its changes before this apply; for others its records count no more. */
  readonly targets: readonly string[]
}

/** Returns the pull requests whose changes a target did not have before this apply. */
export function pullsFor(pulls: readonly ReviewedPull[], target: string): readonly ReviewedPull[] {
  return pulls.filter(({ targets }) => targets.includes(target))
}

/** Finds what was shown of a target; null: no comment mentioned it. */
export function shownOf(pulls: readonly ReviewedPull[], target: string): readonly RiskEntry[] | null {
  const records = pulls.flatMap((pull) => pull.records)
  return records.some(({ targets }) => targets.includes(target)) ? entriesOf(records) : null
}

export function reviewedText(reviewed: Reviewed): string {
  return `${JSON.stringify(reviewed)}\n`
}

/** @returns null for an invalid document. */
export function parseReviewed(text: string): Reviewed | null {
  const value = objectIn(text)
  if (value?.formatVersion !== 1 || typeof value.commit !== 'string' || !Array.isArray(value.pulls))
    return null
  const pulls = value.pulls.map(pullOf)
  const steps = stepsIn(value.steps)
  const elsewhere = elsewhereIn(value.elsewhere)
  const { rulesets, targets } = value
  if (
    !isTexts(targets) ||
    pulls.includes(null) ||
    steps === null ||
    elsewhere === null ||
    !(rulesets === null || isRulesets(rulesets))
  )
    return null
  return {
    formatVersion: 1,
    commit: value.commit,
    targets,
    pulls: pulls.filter((pull) => pull !== null),
    steps,
    elsewhere,
    rulesets,
  }
}

/** @returns null for an invalid list: which comment came last must not be guessed. */
function stepsIn(value: unknown): readonly BranchStep[] | null {
  if (!Array.isArray(value)) return null
  const steps = value.flatMap((one: unknown): readonly BranchStep[] => {
    if (!isFields(one) || typeof one.commit !== 'string' || !Array.isArray(one.pulls)) return []
    const { commit, pulls } = one
    return pulls.every((number) => typeof number === 'number') ? [{ commit, pulls }] : []
  })
  return steps.length === value.length ? steps : null
}

/** @returns null for an invalid list. */
function elsewhereIn(value: unknown): Reviewed['elsewhere'] | null {
  if (!Array.isArray(value)) return null
  const read = value.flatMap((one: unknown): Reviewed['elsewhere'] =>
    isFields(one) && typeof one.number === 'number' && typeof one.branch === 'string'
      ? [{ number: one.number, branch: one.branch }]
      : [],
  )
  return read.length === value.length ? read : null
}

function isRulesets(value: unknown): value is Rulesets {
  if (!isFields(value) || !Array.isArray(value.rules)) return false
  return typeof value.branch === 'string' && value.rules.every(isFields)
}

function pullOf(value: unknown): ReviewedPull | null {
  if (!isFields(value) || !Array.isArray(value.records)) return null
  const { number, head, isApproved, author, targets } = value
  if (author !== null && typeof author !== 'string') return null
  if (typeof number !== 'number' || typeof head !== 'string' || typeof isApproved !== 'boolean') return null
  if (!isTexts(targets)) return null
  const records = value.records.map(recordOf).filter((record) => record !== null)
  if (records.length !== value.records.length) return null
  const approvals = approvalsIn(value.approvals)
  return approvals === null ? null : { number, author, head, isApproved, approvals, records, targets }
}

/** @returns null for an invalid list: an unreadable document must not be reported as 'nobody approved'. */
function approvalsIn(value: unknown): readonly Approval[] | null {
  if (!Array.isArray(value)) return null
  const approvals = value.flatMap((one: unknown): readonly Approval[] => {
    if (!isFields(one)) return []
    const { by, commit, at, pullRequest, author, right } = one
    if (typeof by !== 'string' || typeof commit !== 'string' || typeof at !== 'string') return []
    if (typeof pullRequest !== 'number' || right !== 'write') return []
    return author === null || typeof author === 'string'
      ? [{ by, commit, at, pullRequest, author, right }]
      : []
  })
  return approvals.length === value.length ? approvals : null
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string')
}

function objectIn(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text)
    return isFields(value) ? value : null
  } catch {
    return null
  }
}
