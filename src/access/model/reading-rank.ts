/**
 * Ranks changes for reviewers: first removed approvals and new writes of known agents,
 * then their other new access, then changed approvers, then policies that are bound to no
 * known agent, then narrower access.
 */

import { regionOpens } from './opens.ts'
import { READS } from './reads.ts'
import type { Region } from './region.ts'

/** 0 is read first. */
export type ReadingRank = 0 | 1 | 2 | 3 | 4

type Ranked = Pick<Region, 'agents' | 'direction' | 'before' | 'after' | 'operations' | 'exceptOperations'>

export function readingRankOf(region: Ranked): ReadingRank {
  const isOpening = regionOpens(region)
  if (!isOpening && region.direction === 'narrower') return 4
  if (region.agents.length === 0) return 3
  if (!isOpening) return 2
  return takesHumanAway(region) || opensWrites(region) ? 0 : 1
}

/** Compares for sorting: by rank; at equal rank removed approvals come first. */
export function soonestRead(a: Ranked, b: Ranked): number {
  return readingRankOf(a) - readingRankOf(b) || Number(takesHumanAway(b)) - Number(takesHumanAway(a))
}

function takesHumanAway({ before, after }: Ranked): boolean {
  return before === 'approval_required' && after === 'allow'
}

function opensWrites({ operations, exceptOperations }: Ranked): boolean {
  if (!operations.includes('*')) return operations.some((operation) => !READS.includes(operation))
  // '*' except some methods still includes other names, which count as writes.
  return exceptOperations.length === 0 || !exceptOperations.includes('*')
}
