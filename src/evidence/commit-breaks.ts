/** Finds where a commit of a ledger contradicts its statement, its message or its own files. */
import type { ChainCommit } from '../policy/ledger-record.ts'
import { canonicalJson } from './canonical-json.ts'
import { type Predicate, type Statement, sha256Of } from './statement.ts'

/** A fault: its kind, and a sentence that names it. */
export interface Break {
  readonly what: BreakKind
  readonly message: string
}

export type BreakKind =
  | 'commit'
  | 'tree'
  | 'statement'
  | 'signature'
  | 'subject'
  | 'chain'
  | 'date'
  | 'trailer'
  | 'config'
  | 'review'
  | 'approvals'
  | 'access'
  | 'anchor'

/** Checks that the statement's subject matches the commit's files. */
export function subjectBreaks(commit: ChainCommit, { subject, predicate }: Statement): readonly Break[] {
  const digestOf = (name: string, algorithm: string): string | null =>
    subject.find((one) => one?.name === name)?.digest?.[algorithm] ?? null
  const bindings = commit.bindings === null ? null : sha256Of(commit.bindings)
  const found: Break[] = []
  if (digestOf('policies', 'gitTree') !== commit.policies)
    found.push({ what: 'subject', message: 'its policies are not those of its statement' })
  if (digestOf('bindings.json', 'sha256') !== bindings)
    found.push({ what: 'subject', message: 'its bindings.json is not that of its statement' })
  const isElsewhere = found.length === 0 && predicate.tree !== commit.tree
  if (isElsewhere)
    found.push({
      what: 'tree',
      message: 'its tree differs from that of its statement, beside policies and bindings',
    })
  return found
}

export function chainBreaks({ parents }: ChainCommit, { before, joined }: Predicate): readonly Break[] {
  const [first = null, ...others] = parents
  const name = (oid: string | null): string => (oid === null ? 'nothing' : String(oid).slice(0, 12))
  if (before !== first)
    return [
      {
        what: 'chain',
        message: `it follows ${name(first)}, and the statement says that it follows ${name(before)}`,
      },
    ]
  if (canonicalJson(joined) === canonicalJson(others)) return []
  return [{ what: 'chain', message: 'it joins another ledger than the statement says' }]
}

/** Checks date, author, and every line of the message. */
export function headBreaks(commit: ChainCommit, predicate: Predicate): readonly Break[] {
  const { said, at, authoredAt } = commit
  const stated = Math.floor(Date.parse(predicate.appliedAt) / 1000)
  const found: Break[] = []
  if (stated !== at || stated !== authoredAt)
    found.push({
      what: 'date',
      message: `the commit is dated ${dateText(at)}, and the statement ${predicate.appliedAt}`,
    })
  if (commit.by !== predicate.by)
    found.push({
      what: 'commit',
      message: `the commit is by ${commit.by}, and the statement by ${predicate.by}`,
    })
  if (commit.message !== predicate.message)
    found.push({ what: 'trailer', message: messageFault(commit.message, String(predicate.message)) })
  for (const [key, value] of Object.entries(said ?? {})) {
    if (canonicalJson(value) === canonicalJson(predicate[key as keyof Predicate])) continue
    found.push({ what: 'trailer', message: `the commit and its statement differ in '${key}'` })
  }
  return found
}

function dateText(seconds: number): string {
  return Number.isFinite(seconds) ? new Date(seconds * 1000).toISOString() : 'with no date'
}

function messageFault(here: string, stated: string): string {
  const line = (text: string): ReadonlySet<string> => new Set(text.split('\n'))
  const [is, said] = [line(here), line(stated)]
  const other = [...is].find((one) => !said.has(one)) ?? [...said].find((one) => !is.has(one))
  if (other === undefined) return 'the lines of its message are not in the order that the statement has them'
  return `its message and the statement differ in the line '${other.slice(0, 100)}'`
}

export function configBreaks({ said, contents }: ChainCommit): readonly Break[] {
  const text = contents?.config ?? null
  const digest = text === null ? null : `sha256:${sha256Of(text)}`
  // Format 1 keeps only the digest, not the text.
  const isOld = text === null && contents?.shown === undefined
  if (isOld || said?.config === digest) return []
  return [{ what: 'config', message: 'its config.yaml does not match the digest in its message' }]
}

export function reviewBreaks({ contents }: ChainCommit, predicate: Predicate): readonly Break[] {
  const review = contents?.review ?? null
  const recorded = {
    pullRequests: review?.pullRequests ?? [],
    approvals: review?.approvals ?? [],
    reviewed: review !== null,
    rulesets: review?.rulesets ?? null,
  }
  const { pullRequests, approvals, reviewed, rulesets = null } = predicate
  if (canonicalJson(recorded) === canonicalJson({ pullRequests, approvals, reviewed, rulesets })) return []
  return [
    {
      what: 'review',
      message: 'its review.json says other pull requests, approvals or rulesets than the statement',
    },
  ]
}

/** Finds approvals by the author of a change. */
export function selfApprovals({ contents }: ChainCommit): readonly Break[] {
  const review = contents?.review ?? null
  return (review?.approvals ?? []).flatMap(({ by, author = review?.author }) =>
    typeof author === 'string' && author.toLowerCase() === by.toLowerCase()
      ? [{ what: 'approvals' as const, message: `${by} approved a change of ${author}'s own` }]
      : [],
  )
}
