/** Plans and writes several targets, a few at a time. */
import pLimit from 'p-limit'
import type { TargetOutcome } from '../answers/several.ts'
import type { Overrides } from '../plan/guards/guard.ts'
import type { Wishes } from './carry-out.ts'

export interface SeveralWishes extends Omit<Wishes, 'overrides'> {
  /** The guards that are lifted for one of the targets. */
  overridesFor(target: string): Overrides
}

/** @param at place of the target in the order of the config, from 0. */
export type TellOutcome<Answered> = (outcome: TargetOutcome<Answered>, at: number) => void

/** The number of targets that are read, planned or written to at the same time. */
const AT_A_TIME = 4

/** @returns in the order of the items. */
export function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item, at: number) => Promise<Result>,
): Promise<Result[]> {
  const limit = pLimit(AT_A_TIME)
  return Promise.all(items.map((item, at) => limit(() => work(item, at))))
}
