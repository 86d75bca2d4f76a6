import { EXIT } from '../diagnostic/exit-status.ts'
import type { Break } from '../evidence/commit-breaks.ts'
import type { VerifiedCommit } from '../evidence/verify-chain.ts'
import type { Unknown } from '../evidence/verify-commit.ts'
import type { Answer } from './answer.ts'

/** The JSON document of verify (schema/verify.schema.json). */
export interface VerifyDocument {
  readonly formatVersion: 1
  /** Name of the target. */
  readonly target: string
  /** Every commit of the ledger, oldest first. */
  readonly applies: readonly VerifiedApply[]
  readonly summary: {
    readonly applies: number
    /** Applies signed with a trusted key. */
    readonly signed: number
    /** Applies in which something is broken. */
    readonly broken: number
  }
}

export interface VerifiedApply {
  readonly revision: string
  /** ISO 8601, UTC. */
  readonly at: string
  /** True if nothing in it is broken. */
  readonly holds: boolean
  readonly unknown: readonly Unknown[]
  readonly broken: readonly Break[]
}

export interface VerifyView {
  /** Number of keys that the base branch trusts. */
  readonly keys: number
  /** The newest commit of the base branch; null if it has none. */
  readonly commit: string | null
  /** The first revision with a statement; null: there is none. */
  readonly begins: string | null
}

export type VerifyAnswer = Answer<'verify', VerifyDocument, VerifyView>

export function verifyAnswer(
  target: string,
  verified: readonly VerifiedCommit[],
  trust: Pick<VerifyView, 'keys' | 'commit'>,
): VerifyAnswer {
  const applies = verified.map(({ commit, broken, unknown }) => ({
    revision: commit.oid,
    at: commit.said?.appliedAt || new Date(commit.at * 1000).toISOString(),
    holds: broken.length === 0,
    unknown,
    broken,
  }))
  const broken = applies.filter(({ holds }) => !holds).length
  const signed = verified.filter(({ isSigned }) => isSigned).length
  return {
    kind: 'verify',
    document: { formatVersion: 1, target, applies, summary: { applies: applies.length, signed, broken } },
    status: broken > 0 ? EXIT.no : EXIT.done,
    view: {
      ...trust,
      begins: verified.find(({ statement }) => statement !== null)?.commit.oid ?? null,
    },
  }
}
