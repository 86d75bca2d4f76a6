/** The inputs for planning several targets and writing to them. */
import pLimit from 'p-limit'
import type { TargetOutcome } from '../answers/several.ts'
import type { TargetMap } from '../fleet/target-map.ts'
import type { Rollout } from '../fleet/waves.ts'
import type { Overrides } from '../plan/guards/guard.ts'
import type { Workbench } from '../workbench/workbench.ts'
import type { Wishes } from './carry-out.ts'

/** Targets of one project. */
export interface SeveralTargets {
  /** In the order of the config. */
  readonly names: readonly string[]
  /** Opens a workbench of one of them, to be closed; config and files are read once for all of them. */
  open(target: string): Promise<Workbench>
  /** Opens one that reads config, files and HEAD as they are now. */
  reopen(target: string): Promise<Workbench>
  /** As TargetOutcome. */
  mapOf(target: string): TargetMap
}

export interface SeveralWishes extends Omit<Wishes, 'overrides'> {
  readonly rollout: Rollout
  overridesFor(target: string): Overrides
}

/** @param at place of the target in the order of the config, from 0. */
export type TellOutcome<Answered> = (outcome: TargetOutcome<Answered>, at: number) => void

/** Targets that are asked, planned, or written to at the same time. */
const AT_A_TIME = 4

/** @returns in the order of the items. */
export function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item, at: number) => Promise<Result>,
): Promise<Result[]> {
  const limit = pLimit(AT_A_TIME)
  return Promise.all(items.map((item, at) => limit(() => work(item, at))))
}
