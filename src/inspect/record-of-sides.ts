/** Compares two revisions of one ledger as the workspace was, where the record alone gained or lost policies. */
import { type RecordBetween, recordBetween, SAME_RECORD } from '../evidence/record-between.ts'
import type { Policies } from '../policy/policy.ts'
import { readLedgerChain } from '../workbench/ledger-chain.ts'
import type { Side } from '../workbench/side.ts'
import type { SideName } from '../workbench/side-name.ts'
import type { Workbench } from '../workbench/workbench.ts'

export interface ComparedSides {
  readonly from: Side
  readonly to: Side
  /** The policies that both sides have here although only one revision of the ledger has them. */
  readonly record: RecordBetween
}

/** A policy that was given up stays live, and one that was taken over was live before: both sides get it. */
export async function asWorkspace(
  names: readonly [from: SideName, to: SideName],
  { from, to }: Pick<ComparedSides, 'from' | 'to'>,
  workbench: Workbench,
): Promise<ComparedSides> {
  const [one, other] = names
  const isOneLedger = one.kind === 'ledger' && other.kind === 'ledger' && one.target === other.target
  if (!isOneLedger || hasSameNames(from, to) || from.held === null || to.held === null)
    return { from, to, record: SAME_RECORD }
  const { commits } = await readLedgerChain('the comparison', workbench.forTarget(one.target))
  const [a, b] = [from.held.revision, to.held.revision]
  const isForward = positionOf(commits, a) < positionOf(commits, b)
  const record = recordBetween(commits, isForward ? { older: a, newer: b } : { older: b, newer: a })
  const [older, newer] = isForward ? [from, to] : [to, from]
  const [was, is] = [withPolicies(older, record.takenOver), withPolicies(newer, record.givenUp)]
  return isForward ? { from: was, to: is, record } : { from: is, to: was, record }
}

function positionOf(commits: readonly { readonly oid: string }[], revision: string): number {
  return commits.findIndex(({ oid }) => oid === revision)
}

function hasSameNames(from: Side, to: Side): boolean {
  const [one, other] = [from.access.policies, to.access.policies]
  return one.size === other.size && [...one.keys()].every((name) => other.has(name))
}

function withPolicies(side: Side, more: Policies): Side {
  if (more.size === 0) return side
  return { ...side, access: { ...side.access, policies: new Map([...side.access.policies, ...more]) } }
}
