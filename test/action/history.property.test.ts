/**
 * Random histories, through the bundled Action, GitHub's stand-in and real git: what is applied
 * was shown to a person who could approve it, or the apply ended with 3; and no sentence of a
 * comment is false of the state that it names.
 */
import fc from 'fast-check'
import { test, vi } from 'vitest'
import { type HistoryStep, playHistory } from '../support/action-history.ts'
import { runs } from '../support/soak.ts'

/** Each run is a process of its own; no history begins after that. */
const LIMIT = runs(60_000, 1_800_000)
vi.setConfig({ testTimeout: LIMIT + 240_000 })

/** Plays one again: HISTORY_SEED=… */
const seed = process.env.HISTORY_SEED === undefined ? {} : { seed: Number(process.env.HISTORY_SEED) }

const slot = fc.constantFrom(0 as const, 1 as const)
const step: fc.Arbitrary<HistoryStep> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('push' as const, 'push' as const, 'force-push' as const),
      pull: slot,
      file: slot,
      mask: fc.integer({ min: 1, max: 7 }),
      isRun: fc.constantFrom(true, true, true, false),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('review' as const),
      pull: slot,
      user: fc.constantFrom('lead' as const, 'lead' as const, 'nina' as const, 'stranger' as const),
      state: fc.constantFrom(
        'APPROVED' as const,
        'APPROVED' as const,
        'CHANGES_REQUESTED' as const,
        'COMMENTED' as const,
        'DISMISSED' as const,
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('merge' as const),
      pull: slot,
      how: fc.constantFrom('merge' as const, 'squash' as const, 'rebase' as const),
      isApplied: fc.constantFrom(true, true, false),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('retarget' as const), pull: slot }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('run again' as const), pull: slot }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('spoil' as const),
      pull: slot,
      how: fc.constantFrom('edit' as const, 'delete' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('apply again' as const), nth: fc.nat(3) }) },
)

test('what is applied was shown to a person who could approve it, and what is shown is true', async () => {
  const widening = fc.constantFrom('report' as const, 'approve' as const)
  const histories = fc.array(step, { minLength: 5, maxLength: 10 })
  await fc.assert(fc.asyncProperty(widening, histories, playHistory), {
    numRuns: runs(3, 100),
    interruptAfterTimeLimit: LIMIT,
    endOnFailure: true,
    includeErrorInReport: true,
    ...seed,
  })
})
