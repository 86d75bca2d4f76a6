/**
 * The order in which a reviewer meets access changes: a human that is no longer
 * asked and writes of known agents first, then what else they may, then other
 * approvers, then policies that nobody is known to be bound to, then what closes.
 */
import { regionOpens } from '../../access/model/opens.ts'
import type { Region } from '../../access/model/region.ts'
import { type AccessGroup, mostPermissiveFirst } from '../../words/access-group.ts'

/** 0 is read first. */
export type Rank = 0 | 1 | 2 | 3 | 4

export function readingRankOf({ region, agents }: AccessGroup): Rank {
  const isOpening = regionOpens(region)
  if (!isOpening && region.direction === 'narrower') return 4
  if (agents.length === 0) return 3
  if (!isOpening) return 2
  return takesHumanAway(region) || opensWrites(region) ? 0 : 1
}

export function inReadingOrder(groups: readonly AccessGroup[]): readonly AccessGroup[] {
  return groups.toSorted((a, b) => readingRankOf(a) - readingRankOf(b) || mostPermissiveFirst(a, b))
}

function takesHumanAway({ before, after }: Region): boolean {
  return before === 'approval_required' && after === 'allow'
}

const READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS']

function opensWrites({ operations, exceptOperations }: Region): boolean {
  if (!operations.includes('*')) return operations.some((operation) => !READS.includes(operation))
  // Every method but some: other names than these are left, and they write.
  return exceptOperations.length === 0 || !exceptOperations.includes('*')
}
