/**
 * Random histories of commits, branches, merges, squashes, amends and applies:
 * no apply that is not refused takes back what another one did, and what is
 * gone from all branches holds nobody up for ever.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Branches } from '../../src/git/branches.ts'
import { nextCommit, type Standing } from '../../src/git/next-commit.ts'

/** Each commit knows its parents; branches are names of commits; main is the default one. */
class History {
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
const event = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('commit' as const), on: branch }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('branch' as const), on: branch }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('merge' as const), on: branch }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('squash' as const), on: branch }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('amend' as const), on: branch }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop' as const), on: branch }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('apply' as const),
      at: fc.nat(),
      run: fc.constantFrom<Standing['run'][]>('wrote', 'idle', 'let-through'),
    }),
  },
)
type HistoryEvent = typeof event extends fc.Arbitrary<infer Kind> ? Kind : never

/** What happens to the branches; an unknown branch is made from main. */
function happen(history: History, { kind, on }: Exclude<HistoryEvent, { kind: 'apply' }>): void {
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

/** One apply, with all that must hold of it. @returns where the ledger stands then. */
async function applyAt(
  history: History,
  applied: number | null,
  { at, run }: { readonly at: number; readonly run: Standing['run'] },
): Promise<number | null> {
  const head = at % history.parents.length
  const isBehind = applied !== null && !history.contains(head, applied)
  // Guard `behind` refuses what would write from here.
  if (isBehind && run === 'wrote') return applied
  const standing = { applied: textOf(applied), head: String(head), run }
  const next = numberOf(await nextCommit(standing, history.asBranches()))
  const hasMoved = next !== applied
  if (hasMoved) expect(next).toBe(head)
  if (hasMoved && applied !== null) {
    expect(history.contains(applied, head)).toBe(false)
    // Whoever was refused before is refused still, unless no branch has what was applied.
    expect(history.contains(head, applied) || !history.isOnAny(applied)).toBe(true)
  }
  // What wrote without an override protects what it wrote; what wrote nothing holds nobody up.
  if (run === 'wrote') expect(next).toBe(head)
  if (run === 'idle' && hasMoved) expect(history.isOnAny(head)).toBe(true)
  return next
}

test('nextCommit: over random histories it never goes back, and heals what is gone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (events) => {
      const history = new History()
      let applied: number | null = null
      for (const one of events)
        if (one.kind === 'apply') applied = await applyAt(history, applied, one)
        else happen(history, one)
      const main = history.branches.get('main') ?? 0
      if (applied === null || history.contains(main, applied) || history.contains(applied, main)) return
      const standing = { applied: String(applied), head: String(main), run: 'idle' as const }
      const healed = numberOf(await nextCommit(standing, history.asBranches()))
      expect(healed).toBe(history.isOnAny(applied) ? applied : main)
    }),
    { numRuns: 2_000 },
  )
})

function textOf(commit: number | null): string | null {
  return commit === null ? null : String(commit)
}

function numberOf(commit: string | null): number | null {
  return commit === null ? null : Number(commit)
}
