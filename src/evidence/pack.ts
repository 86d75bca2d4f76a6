/** Collects the content of a pack for auditors: the commits of a span of time, and access at both ends. Pure. */
import type { AccessSide } from '../access/model/access-side.ts'
import { type ReasonedGrant, withRulesElsewhere } from '../access/questions/rules-elsewhere.ts'
import { whoCan } from '../access/questions/who-can.ts'
import type { ChainCommit } from '../policy/ledger-record.ts'
import { backdated, heldAt, possibleSpans } from '../policy/moments.ts'
import { heldSides } from './recorded-access.ts'
import type { VerifiedCommit } from './verify-chain.ts'

export interface PackSpan {
  /** First moment of the span, milliseconds; null: from the beginning. */
  readonly since: number | null
  /** Last moment of the span, milliseconds; null: up to the newest commit. */
  readonly until: number | null
}

export interface Pack {
  /** The commits of the span, parents first; also those that may belong to it, because their date contradicts the order. */
  readonly changes: readonly VerifiedCommit[]
  /** The state at its beginning: the newest commit before; null: nothing was applied yet. */
  readonly begin: ChainCommit | null
  /** The state at its end; null as above. */
  readonly end: ChainCommit | null
  /** Returns the parent of a commit, also outside the span; null for the first. */
  readonly parentOf: (commit: ChainCommit) => ChainCommit | null
}

export function packOf(verified: readonly VerifiedCommit[], { since, until }: PackSpan): Pack {
  const [from, to] = [since ?? Number.NEGATIVE_INFINITY, until ?? Number.POSITIVE_INFINITY]
  const byOid = new Map(verified.map(({ commit }) => [commit.oid, commit]))
  const own = mainLine(verified.map(({ commit }) => commit))
  const moments = own.map(momentOf)
  const spans = new Map(possibleSpans(moments).map((span, at) => [own[at]?.oid, span]))
  const isInside = (commit: ChainCommit): boolean => {
    const span = spans.get(commit.oid) ?? { from: momentOf(commit), to: momentOf(commit) }
    return span.from <= to && span.to >= from
  }
  return {
    changes: verified.filter(({ commit }) => isInside(commit)),
    begin: since === null ? null : (own[heldAt(moments, since - 1).index] ?? null),
    end: until === null ? (own.at(-1) ?? null) : (own[heldAt(moments, until).index] ?? null),
    parentOf: ({ parents }) => byOid.get(parents[0] ?? '') ?? null,
  }
}

/** Finds the commits of the ledger itself that are dated before one that they follow: a clock was wrong. */
export function backdatedIn(verified: readonly VerifiedCommit[]): readonly ChainCommit[] {
  const own = mainLine(verified.map(({ commit }) => commit))
  return backdated(own.map(momentOf)).flatMap((at) => own[at] ?? [])
}

/** The moment of a commit, milliseconds: that of its message if it agrees with the commit's date to the second, else that date. */
function momentOf({ said, at }: ChainCommit): number {
  const exact = Date.parse(said?.appliedAt ?? '')
  return Math.floor(exact / 1000) === at ? exact : at * 1000
}

/** Selects the ledger's own commits: those of a ledger that was joined to it covered only part of the workspace. */
function mainLine(commits: readonly ChainCommit[]): readonly ChainCommit[] {
  const byOid = new Map(commits.map((commit) => [commit.oid, commit]))
  const line: ChainCommit[] = []
  for (let next = commits.at(-1); next !== undefined; next = byOid.get(next.parents[0] ?? ''))
    line.unshift(next)
  return line
}

/** Lists who could do what at a commit; []: nothing was applied. */
export function grantsAt(commit: ChainCommit | null): readonly ReasonedGrant[] {
  if (commit === null || commit.contents === null) return []
  const [, side]: readonly [AccessSide, AccessSide] = heldSides(null, commit.contents)
  return withRulesElsewhere(whoCan({ method: '*', pattern: '*' }, side), side)
}
