/** Compares one commit of a ledger with its statement, its tree, and its parent. */
import { READING } from '../access/model/reading.ts'
import type { ChainCommit, GpgVerdict } from '../policy/ledger-record.ts'
import {
  type Break,
  type BreakKind,
  chainBreaks,
  configBreaks,
  headBreaks,
  reviewBreaks,
  selfApprovals,
  subjectBreaks,
} from './commit-breaks.ts'
import { type Envelope, openEnvelope, signerOf } from './envelope.ts'
import type { TrustedKey } from './keys.ts'
import { statementIn } from './read-statement.ts'
import { accessChange } from './recorded-access.ts'
import { accessFault } from './region-fault.ts'
import { judgeSshSignature } from './ssh-signature.ts'
import type { Predicate, Statement } from './statement.ts'

/** A fact that cannot be verified. */
export type Unknown = 'statement' | 'signatures' | 'approvals' | 'access' | 'anchor'

export interface Judged {
  readonly broken: readonly Break[]
  readonly unknown: readonly Unknown[]
  /** True if a trusted key signed it. */
  readonly isSigned: boolean
  /** null: there is none that can be read. */
  readonly statement: Statement | null
}

export interface Setting {
  readonly trusted: readonly TrustedKey[]
  readonly gpg: ReadonlyMap<string, GpgVerdict> | null
  /** The parent; null for the first commit. */
  readonly parent: ChainCommit | null
  /** True if an earlier commit has a statement. */
  readonly hasBegun: boolean
  /** True if an earlier commit is signed by a trusted key. */
  readonly wasSigned: boolean
}

export function judgeCommit(commit: ChainCommit, setting: Setting): Judged {
  const { contents, fault, said } = commit
  if (said === null) return unreadable('commit', 'its message is not one that policyctl writes')
  if (contents === null) return unreadable('tree', fault ?? 'its tree cannot be read')
  const text = contents.evidence
  const unsealed = [...configBreaks(commit), ...selfApprovals(commit)]
  if (text === null) return withoutStatement(commit, setting, unsealed)
  const envelope = openEnvelope(text)
  if (typeof envelope === 'string') return unreadable('statement', `evidence.dsse.json: ${envelope}`)
  const statement = statementIn(envelope)
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

/** A commit without a statement is fine before the first statement, since older releases wrote none; after it, it is a break. */
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

type Signed = Part & Pick<Judged, 'isSigned'>

function signatureOf(commit: ChainCommit, envelope: Envelope, setting: Setting): Signed {
  if (signerOf(envelope, setting.trusted) !== null) return SIGNED
  const judged = commitSignature(commit, setting)
  if (judged !== null) return judged
  const [seal] = envelope.signatures
  if (seal !== undefined && isTrusting(setting)) {
    const key = seal.keyid.slice(0, 16)
    return broken('signature', `no key that the base branch trusts signed its statement (key ${key})`)
  }
  if (setting.wasSigned) {
    const fact = commit.signature === null ? 'it is not signed' : 'no trusted key is known to have signed it'
    return broken('signature', `${fact}, and a commit before it is signed by one`)
  }
  return UNSIGNED
}

/** @returns null if the signature tells nothing: there is none, or no key is trusted. */
function commitSignature(commit: ChainCommit, setting: Setting): Signed | null {
  const { trusted, gpg } = setting
  if (commit.signature === null) return null
  const kind = gpg?.get(commit.oid) ?? judgeSshSignature(commit.signature, commit.signed, trusted).kind
  switch (kind) {
    case 'trusted':
      return SIGNED
    // Without gpg this machine cannot tell whether the signature is valid.
    case 'unchecked':
      return UNSIGNED
    case 'broken':
      return broken('signature', 'the signature of the commit does not hold')
    case 'revoked':
      return broken('signature', 'the key that signed the commit is revoked')
    case 'foreign':
      return isTrusting(setting)
        ? broken('signature', 'no key that the base branch trusts signed the commit')
        : null
    case 'other':
      return null
  }
}

/** Tells whether the base branch trusts a key of any kind. */
function isTrusting({ trusted, gpg }: Setting): boolean {
  return trusted.length > 0 || gpg !== null
}

const SIGNED = { broken: [], unknown: [], isSigned: true } as const
const UNSIGNED = { broken: [], unknown: ['signatures'], isSigned: false } as const

function broken(what: BreakKind, message: string): Signed {
  return { broken: [{ what, message }], unknown: [], isSigned: false }
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

/** Computes the change of access from both trees again, and compares it with the statement. */
function accessOf({ contents }: ChainCommit, predicate: Predicate, { parent }: Setting): Part {
  if (contents === null) return { broken: [], unknown: ['access'] }
  if (predicate.reading !== READING || (parent !== null && parent.contents === null))
    return { broken: [], unknown: ['access'] }
  const anew = accessChange(parent?.contents ?? null, contents)
  const fault = accessFault(predicate.access, anew)
  return { broken: fault === null ? [] : [{ what: 'access', message: fault }], unknown: [] }
}
