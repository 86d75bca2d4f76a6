/** Holds one commit of a ledger against its statement, its tree, and the commit that it follows. */
import { READING } from '../access/model/reading.ts'
import type { ChainCommit } from '../policy/ledger-record.ts'
import { canonicalJson } from './canonical-json.ts'
import { openEnvelope, STATEMENT_TYPE, signerOf } from './envelope.ts'
import type { TrustedKey } from './keys.ts'
import { accessChange } from './recorded-access.ts'
import { accessFault } from './region-fault.ts'
import { judgeSshSignature } from './ssh-signature.ts'
import { IN_TOTO, PREDICATE_TYPE, type Predicate, type Statement, sha256Of } from './statement.ts'

/** What is not as it should be: the kind of thing, and a sentence that names it. */
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

/** What cannot be known from what is there. */
export type Unknown = 'statement' | 'signatures' | 'approvals' | 'access' | 'anchor'

export interface Judged {
  readonly broken: readonly Break[]
  readonly unknown: readonly Unknown[]
  /** Whether a trusted key stands for it. */
  readonly isSigned: boolean
  /** null where there is none that can be read. */
  readonly statement: Statement | null
}

export interface Setting {
  readonly trusted: readonly TrustedKey[]
  /** The commit that it follows; null for the first. */
  readonly parent: ChainCommit | null
  /** Whether an earlier commit has a statement. */
  readonly hasBegun: boolean
  /** Whether an earlier commit is signed by a trusted key. */
  readonly wasSigned: boolean
}

export function judgeCommit(commit: ChainCommit, setting: Setting): Judged {
  const { contents, fault, said } = commit
  if (said === null) return unreadable('commit', 'its message is none that policyctl writes')
  if (contents === null) return unreadable('tree', fault ?? 'its tree cannot be read')
  const text = contents.evidence
  const unsealed = [...configBreaks(commit), ...selfApprovals(commit)]
  if (text === null) return withoutStatement(commit, setting, unsealed)
  const envelope = openEnvelope(text)
  if (typeof envelope === 'string') return unreadable('statement', `evidence.dsse.json: ${envelope}`)
  const statement = statementIn(envelope.payload, envelope.payloadType)
  if (typeof statement === 'string') return unreadable('statement', `evidence.dsse.json: ${statement}`)
  const { predicate } = statement
  const signed = signatureOf(commit, envelope, setting)
  const access = accessOf(commit, predicate, setting)
  const approvals = approvalsOf(commit, predicate)
  return {
    broken: [
      ...unsealed,
      ...signed.broken,
      ...subjectBreaks(commit, statement),
      ...chainBreaks(commit, predicate),
      ...headBreaks(commit, predicate),
      ...reviewBreaks(commit, predicate),
      ...approvals.broken,
      ...access.broken,
    ],
    unknown: [...signed.unknown, ...approvals.unknown, ...access.unknown],
    isSigned: signed.isSigned,
    statement,
  }
}

type Part = Pick<Judged, 'broken' | 'unknown'>

function unreadable(what: BreakKind, message: string): Judged {
  return { broken: [{ what, message }], unknown: [], isSigned: false, statement: null }
}

/** Older releases wrote none: the fuller record begins where the first one stands, and goes on from there. */
function withoutStatement(commit: ChainCommit, setting: Setting, broken: readonly Break[]): Judged {
  const { hasBegun } = setting
  const lost: Break = { what: 'statement', message: 'it has no statement, and a commit before it has one' }
  const isReviewed = !needsApproval(commit, setting) || (commit.contents?.review?.approvals ?? []).length > 0
  return {
    broken: hasBegun ? [...broken, lost] : broken,
    unknown: hasBegun ? [] : ['statement', 'signatures', ...(isReviewed ? [] : (['approvals'] as const))],
    isSigned: false,
    statement: null,
  }
}

function statementIn(payload: Buffer, payloadType: string): Statement | string {
  if (payloadType !== STATEMENT_TYPE) return `its payload is of type '${payloadType}', not ${STATEMENT_TYPE}`
  const text = payload.toString('utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'its payload is no JSON'
  }
  const { _type, predicateType, predicate, subject } = Object(value) as Partial<Statement>
  if (_type !== IN_TOTO) return 'its payload is no in-toto statement of version 1'
  if (predicateType !== PREDICATE_TYPE) return `its predicate is of type '${predicateType}'`
  if (!Array.isArray(subject) || !isPredicate(predicate))
    return 'it has no subject, or its predicate is not whole'
  if (canonicalJson(value) !== text) return 'its payload is not in canonical form'
  return value as Statement
}

function isPredicate(value: unknown): value is Predicate {
  const { access, approvals, pullRequests, joined, author, message } = Object(value) as Partial<Predicate>
  const isText = (one: unknown): boolean => typeof one === 'string'
  return (
    [access, pullRequests, joined].every(Array.isArray) &&
    Array.isArray(approvals) &&
    approvals.every((one) => isText(one?.by)) &&
    (author === null || isText(author)) &&
    isText(message)
  )
}

function signatureOf(
  commit: ChainCommit,
  envelope: Parameters<typeof signerOf>[0],
  { trusted, wasSigned }: Setting,
): Part & Pick<Judged, 'isSigned'> {
  const isSealed = envelope.signatures.length > 0
  if (trusted.length > 0 && isSealed) {
    if (signerOf(envelope, trusted) !== null) return { broken: [], unknown: [], isSigned: true }
    const { keyid } = envelope.signatures[0] ?? { keyid: '' }
    return broken(
      'signature',
      `no key that the base branch trusts signed its statement (key ${keyid.slice(0, 16)})`,
    )
  }
  if (commit.signature !== null) {
    const judged = judgeSshSignature(commit.signature, commit.signed, trusted)
    if (judged.kind === 'trusted') return { broken: [], unknown: [], isSigned: true }
    if (judged.kind === 'broken') return broken('signature', 'the signature of the commit does not hold')
    if (judged.kind === 'foreign' && trusted.length > 0)
      return broken('signature', 'no key that the base branch trusts signed the commit')
  }
  if (wasSigned) {
    const fact = commit.signature === null ? 'it is not signed' : 'no trusted key is known to have signed it'
    return broken('signature', `${fact}, and a commit before it is signed by one`)
  }
  return { broken: [], unknown: ['signatures'], isSigned: false }
}

function broken(what: BreakKind, message: string): Part & Pick<Judged, 'isSigned'> {
  return { broken: [{ what, message }], unknown: [], isSigned: false }
}

/** What the statement is about has to be what is there. */
function subjectBreaks(commit: ChainCommit, { subject, predicate }: Statement): readonly Break[] {
  const digestOf = (name: string, algorithm: string): string | null =>
    subject.find((one) => one?.name === name)?.digest?.[algorithm] ?? null
  const bindings = commit.bindings === null ? null : sha256Of(commit.bindings)
  const found: Break[] = []
  if (digestOf('policies', 'gitTree') !== commit.policies)
    found.push({ what: 'subject', message: 'its policies are not those that the statement is of' })
  if (digestOf('bindings.json', 'sha256') !== bindings)
    found.push({ what: 'subject', message: 'its bindings.json is not the one that the statement is of' })
  const isElsewhere = found.length === 0 && predicate.tree !== commit.tree
  if (isElsewhere)
    found.push({
      what: 'tree',
      message: 'beside policies and bindings its tree is not the one that the statement is of',
    })
  return found
}

function chainBreaks({ parents }: ChainCommit, { before, joined }: Predicate): readonly Break[] {
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

/** Date, author, and every line of the message. */
function headBreaks(commit: ChainCommit, predicate: Predicate): readonly Break[] {
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

function configBreaks({ said, contents }: ChainCommit): readonly Break[] {
  const text = contents?.config ?? null
  const digest = text === null ? null : `sha256:${sha256Of(text)}`
  // Format 1 keeps the digest, and no text.
  const isOld = text === null && contents?.shown === undefined
  if (isOld || said?.config === digest) return []
  return [{ what: 'config', message: 'its config.yaml is not the one whose digest its message has' }]
}

function reviewBreaks({ contents }: ChainCommit, predicate: Predicate): readonly Break[] {
  const review = contents?.review ?? null
  const recorded = {
    pullRequests: review?.pullRequests ?? [],
    approvals: review?.approvals ?? [],
    reviewed: review !== null,
  }
  const { pullRequests, approvals, reviewed } = predicate
  if (canonicalJson(recorded) === canonicalJson({ pullRequests, approvals, reviewed })) return []
  return [
    { what: 'review', message: 'its review.json says other pull requests or approvals than the statement' },
  ]
}

/** Whoever wrote a change does not approve it. */
function selfApprovals({ contents }: ChainCommit): readonly Break[] {
  const review = contents?.review ?? null
  return (review?.approvals ?? []).flatMap(({ by, author = review?.author }) =>
    typeof author === 'string' && author.toLowerCase() === by.toLowerCase()
      ? [{ what: 'approvals' as const, message: `${by} approved a change of ${author}'s own` }]
      : [],
  )
}

function approvalsOf(commit: ChainCommit, predicate: Predicate): Part {
  const { approvals, author, reviewed } = predicate
  const own = approvals.find(({ by }) => author !== null && by.toLowerCase() === author.toLowerCase())
  if (own !== undefined && commit.contents?.review?.author === undefined)
    return {
      broken: [{ what: 'approvals', message: `${own.by} approved a change of ${author}'s own` }],
      unknown: [],
    }
  const isNeeded =
    predicate.access.length > 0 && (predicate.deed === 'apply' || predicate.deed === 'rollback')
  return { broken: [], unknown: isNeeded && !reviewed ? ['approvals'] : [] }
}

function needsApproval({ said, policies }: ChainCommit, { parent }: Setting): boolean {
  const isApply = said?.deed === null || said?.deed === 'apply' || said?.deed === 'rollback'
  return isApply && policies !== parent?.policies
}

/** The change of access, computed anew from both trees. */
function accessOf({ contents }: ChainCommit, predicate: Predicate, { parent }: Setting): Part {
  if (contents === null) return { broken: [], unknown: ['access'] }
  if (predicate.reading !== READING || (parent !== null && parent.contents === null))
    return { broken: [], unknown: ['access'] }
  const anew = accessChange(parent?.contents ?? null, contents)
  const fault = accessFault(predicate.access, anew)
  return { broken: fault === null ? [] : [{ what: 'access', message: fault }], unknown: [] }
}
