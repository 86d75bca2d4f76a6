/** Verifies the whole history of a ledger. Pure. */
import { docsPage } from '../diagnostic/docs-page.ts'
import type { ChainCommit, GpgVerdict } from '../policy/ledger-record.ts'
import type { Break } from './commit-breaks.ts'
import type { TrustedKey } from './keys.ts'
import { type Judged, judgeCommit, type Unknown } from './verify-commit.ts'

/** The facts that `--require` may demand; without it they may be unknown. */
export const DEMANDABLE = ['approvals', 'signatures', 'anchor'] as const
export type Demandable = (typeof DEMANDABLE)[number]

/** A published name of a revision, such as a tag: if commits up to it are cut off, verify notices. */
export interface Anchor {
  readonly ref: string
  readonly revision: string
}

export interface ChainQuestion {
  /** The commits; a parent comes before its child. */
  readonly commits: readonly ChainCommit[]
  readonly trusted: readonly TrustedKey[]
  /** By commit, for commits that gpg signed. Default, and null: no key of gpg is trusted. */
  readonly gpg?: ReadonlyMap<string, GpgVerdict> | null
  readonly anchors: readonly Anchor[]
  readonly required: readonly Demandable[]
}

export interface VerifiedCommit extends Judged {
  readonly commit: ChainCommit
}

export function verifyChain({
  commits,
  trusted,
  gpg = null,
  anchors,
  required,
}: ChainQuestion): readonly VerifiedCommit[] {
  const judged = new Map<string, VerifiedCommit>()
  const before = new Map<string, { readonly hasBegun: boolean; readonly wasSigned: boolean }>()
  for (const commit of commits) {
    const parents = commit.parents.flatMap((oid) => judged.get(oid) ?? [])
    const earlier = parents.flatMap(({ commit: { oid } }) => before.get(oid) ?? [])
    const setting = {
      trusted,
      gpg,
      parent: judged.get(commit.parents[0] ?? '')?.commit ?? null,
      hasBegun: earlier.some(({ hasBegun }) => hasBegun),
      wasSigned: earlier.some(({ wasSigned }) => wasSigned),
    }
    const verdict = { commit, ...judgeCommit(commit, setting) }
    judged.set(commit.oid, verdict)
    before.set(commit.oid, {
      hasBegun: setting.hasBegun || verdict.statement !== null,
      wasSigned: setting.wasSigned || verdict.isSigned,
    })
  }
  const newest = commits.at(-1)?.oid
  return [...judged.values()].map((one) =>
    demanded(one.commit.oid === newest ? withAnchors(one, anchors, judged) : one, required),
  )
}

/** Compares the tags: a ledger without its newest commits looks intact otherwise. */
function withAnchors(
  newest: VerifiedCommit,
  anchors: readonly Anchor[],
  judged: ReadonlyMap<string, unknown>,
): VerifiedCommit {
  if (anchors.length === 0) return { ...newest, unknown: [...newest.unknown, 'anchor'] }
  const lost = anchors.filter(({ revision }) => !judged.has(revision))
  const breaks = lost.map(({ ref, revision }) => ({
    what: 'anchor' as const,
    message: `${ref} names ${revision.slice(0, 12)}, which this ledger does not have (any more)`,
  }))
  return { ...newest, broken: [...newest.broken, ...breaks] }
}

const MISSING: Readonly<Record<Demandable, string>> = {
  approvals: 'its pull requests and approvals were not recorded',
  signatures: 'no key that the base branch trusts signed it',
  anchor: `no tag policyctl/LEDGER/… names a revision of this ledger: ${docsPage('audit.md#anchors')}`,
}

/** Turns unknown facts that are required into breaks. */
function demanded(one: VerifiedCommit, required: readonly Demandable[]): VerifiedCommit {
  const isRequired = (what: Unknown): what is Demandable => required.some((demand) => demand === what)
  const breaks: readonly Break[] = one.unknown.filter(isRequired).map((what) => ({
    what: what === 'signatures' ? 'signature' : what,
    message: MISSING[what],
  }))
  const unapproved: readonly Break[] =
    required.includes('approvals') && isUnapproved(one)
      ? [{ what: 'approvals', message: 'GitHub was asked when it was applied, and nobody had approved it' }]
      : []
  return {
    ...one,
    unknown: one.unknown.filter((what) => !isRequired(what)),
    broken: [...one.broken, ...breaks, ...unapproved],
  }
}

function isUnapproved({ statement }: VerifiedCommit): boolean {
  if (statement === null) return false
  const { access, deed, reviewed, approvals } = statement.predicate
  return reviewed && approvals.length === 0 && access.length > 0 && (deed === 'apply' || deed === 'rollback')
}
