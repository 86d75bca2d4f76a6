/** The message of a ledger's commit, as trailers that `git log --format='%(trailers)'` shows. */
import type { TrailerFacts } from '../policy/ledger-record.ts'
import type { Commit } from './commit.ts'

const TRAILER = {
  format: 'Policyctl-Format',
  deed: 'Policyctl-Deed',
  target: 'Policyctl-Target',
  endpoint: 'Policyctl-Endpoint',
  namespace: 'Policyctl-Namespace',
  folder: 'Policyctl-Folder',
  commit: 'Policyctl-Commit',
  uncommitted: 'Policyctl-Uncommitted',
  config: 'Policyctl-Config',
  appliedAt: 'Policyctl-Applied-At',
  plan: 'Policyctl-Plan',
  overrides: 'Policyctl-Overrides',
  reason: 'Policyctl-Reason',
  actor: 'Policyctl-Actor',
  run: 'Policyctl-Run',
  lock: 'Policyctl-Lock',
  counts: 'Policyctl-Counts',
  tool: 'Policyctl-Tool',
} as const

export const LOCK_TRAILER = TRAILER.lock
export const DEED_TRAILER = TRAILER.deed

/** Every field has a trailer; a missing value is written as `none`, and the project at the repository's root as `.`. */
export interface LedgerMessage {
  /** Format of the tree: digits. */
  readonly format: string
  /** The deed that made the commit; format 1 does not say. */
  readonly deed: LedgerDeed | null
  readonly target: string
  readonly endpoint: string
  /** Workspace of the classic API; null: the server's default. */
  readonly namespace: string | null
  /** '' at the root. */
  readonly folder: string
  /** Commit of the policy files. */
  readonly commit: string | null
  /** 'yes' if the files differed from that commit. */
  readonly uncommitted: string | null
  /** Digest of the config that was in force (`sha256:…`). */
  readonly config: string | null
  /** ISO 8601. */
  readonly appliedAt: string
  /** Fingerprint of the plan. */
  readonly plan: string | null
  /** Flags that lifted guards, '' for none. */
  readonly overrides: string
  /** Why they were lifted, in the words of the person who did it. */
  readonly reason: string | null
  readonly actor: string
  readonly run: string | null
  /** Commit of the lock that the run held. The ledger accounts for the writes that this lock announced. */
  readonly lock: string | null
  /** `created=1 updated=2`, '' for none. */
  readonly counts: string
  /** Name and version of what wrote it; format 1 does not say. */
  readonly tool: string | null
}

export const LEDGER_DEEDS = ['apply', 'rollback', 'adopt', 'unlock', 'forget', 'move', 'hand-over'] as const
export type LedgerDeed = (typeof LEDGER_DEEDS)[number]

export function ledgerTrailers(message: LedgerMessage): Readonly<Record<string, string>> {
  const entries = Object.entries(TRAILER) as [keyof LedgerMessage, string][]
  return Object.fromEntries(
    entries.map(([key, trailer]) => [trailer, message[key] || (key === 'folder' ? '.' : 'none')]),
  )
}

/** Returns the trailers that a statement repeats. */
export function trailerFacts(message: LedgerMessage): TrailerFacts {
  const { deed, target, endpoint, namespace, folder, commit, config } = message
  const { plan, actor, run, reason, tool } = message
  return { deed, target, endpoint, namespace, folder, commit, config, plan, actor, run, reason, tool }
}

/** @returns null if policyctl did not write the commit. */
export function ledgerMessage({ trailers }: Pick<Commit, 'trailers'>): LedgerMessage | null {
  const value = (key: keyof LedgerMessage): string | null => {
    const text = trailers.get(TRAILER[key]) ?? 'none'
    return text === 'none' ? null : text
  }
  const [endpoint, folder] = [value('endpoint'), value('folder')]
  if (endpoint === null || folder === null) return null
  return {
    format: value('format') ?? '1',
    deed: LEDGER_DEEDS.find((deed) => deed === value('deed')) ?? null,
    endpoint,
    namespace: value('namespace'),
    folder: folder === '.' ? '' : folder,
    target: value('target') ?? '',
    commit: value('commit'),
    uncommitted: value('uncommitted'),
    config: value('config'),
    appliedAt: value('appliedAt') ?? '',
    plan: value('plan'),
    overrides: value('overrides') ?? '',
    reason: value('reason'),
    actor: value('actor') ?? '',
    run: value('run'),
    lock: value('lock'),
    counts: value('counts') ?? '',
    tool: value('tool'),
  }
}
