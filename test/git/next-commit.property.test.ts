/**
 * Random histories of commits, branches, merges, squashes, amends and applies:
 * no apply that is not refused takes back what another one did, and what is
 * gone from all branches holds nobody up for ever.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextCommit, type Standing } from '../../src/git/next-commit.ts'
import { change, History, happen } from './commit-history.ts'

const apply = fc.record({
  kind: fc.constant('apply' as const),
  at: fc.nat(),
  run: fc.constantFrom<Standing['run'][]>('wrote', 'idle', 'let-through'),
})
const event = fc.oneof({ weight: 12, arbitrary: change }, { weight: 6, arbitrary: apply })

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
