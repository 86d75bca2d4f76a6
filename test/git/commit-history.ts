/** Histories of commits and branches, for tests: as a model, and what happens to them. */
import fc from 'fast-check'
import type { Branches } from '../../src/git/branches.ts'

/** Each commit knows its parents; branches are names of commits; main is the default one. */
export class History {
  readonly parents: (readonly number[])[] = [[]]
  readonly branches = new Map<string, number>([['main', 0]])

  commit(...parents: readonly number[]): number {
    return this.parents.push(parents) - 1
  }

  contains(of: number, ancestor: number): boolean {
    return of === ancestor || (this.parents[of] ?? []).some((parent) => this.contains(parent, ancestor))
  }

  isOnAny(commit: number): boolean {
    return [...this.branches.values()].some((tip) => this.contains(tip, commit))
  }

  asBranches(): Branches {
    return {
      contains: async (of, ancestor) => this.contains(Number(of), Number(ancestor)),
      isOnAny: async (commit) => this.isOnAny(Number(commit)),
      isMerged: async (commit) => this.contains(this.branches.get('main') ?? 0, Number(commit)),
    }
  }
}

const NAMES = ['main', 'a', 'b'] as const
const branch = fc.constantFrom(...NAMES)
/** What happens to branches. */
export const change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('commit' as const), on: branch }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('branch' as const), on: branch }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('merge' as const), on: branch }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('squash' as const), on: branch }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('amend' as const), on: branch }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop' as const), on: branch }) },
)
export type HistoryChange = typeof change extends fc.Arbitrary<infer Kind> ? Kind : never

/** What happens to the branches; an unknown branch is made from main. */
export function happen(history: History, { kind, on }: HistoryChange): void {
  const main = history.branches.get('main') ?? 0
  const tip = history.branches.get(on) ?? main
  if (kind === 'branch') history.branches.set(on, main)
  if (kind === 'commit') history.branches.set(on, history.commit(tip))
  if (kind === 'merge') history.branches.set('main', history.commit(main, tip))
  if (kind === 'squash') {
    history.branches.set('main', history.commit(main))
    if (on !== 'main') history.branches.delete(on)
  }
  if (kind === 'amend') history.branches.set(on, history.commit(...(history.parents[tip] ?? [])))
  if (kind === 'drop' && on !== 'main') history.branches.delete(on)
}
