/**
 * Writes in-toto statements about access (schema/evidence.schema.json): the content of
 * one commit of a ledger, its change of access, and who approved it.
 */
import { createHash } from 'node:crypto'
import { READING } from '../access/model/reading.ts'
import type { Region } from '../access/model/region.ts'
import type { LedgerRecord, LiftedGuard, TrailerFacts } from '../policy/ledger-record.ts'
import type { Approval, Rulesets } from '../policy/ledger-snapshot.ts'
import { canonicalJson } from './canonical-json.ts'
import { accessChange, heldSides } from './recorded-access.ts'

export const IN_TOTO = 'https://in-toto.io/Statement/v1'
export const PREDICATE_TYPE = 'https://policyctl.invalid/evidence/v1'

export interface Statement {
  readonly _type: typeof IN_TOTO
  readonly subject: readonly StatementSubject[]
  readonly predicateType: typeof PREDICATE_TYPE
  readonly predicate: Predicate
}

export interface StatementSubject {
  readonly name: 'policies' | 'bindings.json' | 'live'
  /** `gitTree` for policies, `sha256` for the others; hex. */
  readonly digest: Readonly<Record<string, string>>
}

export interface Predicate extends TrailerFacts {
  readonly pullRequests: readonly (string | number)[]
  /**
   * The author of the files: GitHub's login of the person who opened the pull
   * request, else git's `name <email>`; null: not known.
   */
  readonly author: string | null
  readonly approvals: readonly Approval[]
  /** True if GitHub was asked for pull requests and approvals; false leaves them unknown. */
  readonly reviewed: boolean
  /** Rules of the default branch, as GitHub had them; null: not known. */
  readonly rulesets: Rulesets | null
  readonly lifted: readonly LiftedGuard[]
  /** Number of the reading of the access model by which `access` was computed. */
  readonly reading: number
  readonly access: readonly Region[]
  readonly guardrails: readonly object[]
  /** Results of policy tests; null: an apply runs none. */
  readonly tests: null
  readonly results: readonly object[]
  /** null: the commit is not of a run. */
  readonly converged: boolean | null
  /** The ledger commit that this one follows; null for the first. */
  readonly before: string | null
  readonly joined: readonly string[]
  /** ISO 8601, UTC. */
  readonly appliedAt: string
  /** The commit's whole tree without the statement itself, as git computes it. */
  readonly tree: string
  /** The commit's message, and `name <email>` of its author and committer. */
  readonly message: string
  readonly by: string
}

/** @returns the payload: canonical JSON. */
export function statementText(record: LedgerRecord): string {
  return canonicalJson(statementOf(record))
}

function statementOf(record: LedgerRecord): Statement {
  const { said, run, before, after, head } = record
  const { review } = after
  return {
    _type: IN_TOTO,
    subject: subjectsOf(record),
    predicateType: PREDICATE_TYPE,
    predicate: {
      ...said,
      pullRequests: review?.pullRequests ?? [],
      author: record.author,
      approvals: review?.approvals ?? [],
      reviewed: review !== null,
      rulesets: review?.rulesets ?? null,
      lifted: run?.lifted ?? [],
      reading: READING,
      access: accessOfRecord(record),
      guardrails: run?.guardrails ?? [],
      tests: null,
      results: run?.results ?? [],
      converged: run?.converged ?? null,
      before: before?.revision ?? null,
      joined: record.joined,
      appliedAt: record.at,
      tree: record.tree,
      message: head.message,
      by: head.by,
    },
  }
}

/** Uses the comparison of the run's plan if there is one, so that it is not computed again. */
function accessOfRecord({ before, after, run }: LedgerRecord): readonly Region[] {
  const held = before?.contents ?? null
  const compare = run?.compare
  return compare === undefined
    ? accessChange(held, after)
    : (compare(...heldSides(held, after)) as readonly Region[])
}

function subjectsOf({ policies, bindings, run }: LedgerRecord): readonly StatementSubject[] {
  const live = run?.live ?? null
  return [
    { name: 'policies', digest: { gitTree: policies } },
    ...(bindings === null
      ? []
      : [{ name: 'bindings.json' as const, digest: { sha256: sha256Of(bindings) } }]),
    ...(live === null ? [] : [{ name: 'live' as const, digest: { sha256: live } }]),
  ]
}

export function sha256Of(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex')
}
