/**
 * Random histories, through the bundled Action, GitHub's stand-in and real git: what is applied
 * was shown to a person who could approve it, or the apply ended with 3; and no sentence of a
 * comment is false of the state that it names.
 */
import fc from 'fast-check'
import { test, vi } from 'vitest'
import { runs } from '../../support/suite/soak.ts'
import type { HistorySetting, HistoryStep } from './play.ts'
import { playHistory } from './play-history.ts'
import { GROUPS, type Wanted } from './votes.ts'

/** Each run is a process of its own; no step begins after that. */
const LIMIT = runs(12_000, 1_800_000)
vi.setConfig({ testTimeout: LIMIT + 240_000 })

/** The short form plays the same on each machine, the long one others each time. Plays one again: HISTORY_SEED=… */
const given = process.env.HISTORY_SEED ?? (process.env.POLICYCTL_SOAK === '1' ? undefined : '17')
const seed = given === undefined ? {} : { seed: Number(given) }

const slot = fc.constantFrom(0 as const, 1 as const)
const kind = fc.constantFrom('none', 'allow', 'deny', 'approval_required')
const wanted: fc.Arbitrary<Wanted> = fc
  .record({ kinds: fc.array(kind, { minLength: 3, maxLength: 3 }), group: fc.constantFrom(...GROUPS) })
  .filter(({ kinds }) => kinds.some((one) => one !== 'none'))
const isReversed = fc.boolean()
const order = { isReversed, isLost: fc.constantFrom(false, false, false, true) }

const step: fc.Arbitrary<HistoryStep> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('push'),
      isForced: fc.constantFrom(false, false, true),
      pull: slot,
      file: slot,
      wanted,
      isRun: fc.constantFrom(true, true, true, false),
      ...order,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('review'),
      pull: slot,
      user: fc.constantFrom('lead', 'lead', 'nina', 'stranger'),
      state: fc.constantFrom('APPROVED', 'APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'withdrawn'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('merge'),
      pull: slot,
      how: fc.constantFrom('merge', 'squash', 'rebase'),
      isApplied: fc.constantFrom(true, true, false),
      isReversed,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('live edit'),
      policy: fc.nat(3),
      target: slot,
      wanted,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('retarget', 'run again'), pull: slot, ...order }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('spoil'), pull: slot, how: fc.constantFrom('edit', 'delete') }),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.record({ kind: fc.constant('apply again'), nth: fc.nat(3), isReversed }),
      fc.record({ kind: fc.constant('old plan again'), nth: fc.nat(3) }),
    ),
  },
)

const setting: fc.Arbitrary<HistorySetting> = fc.record({
  widening: fc.constantFrom('report', 'approve'),
  jobs: fc.constantFrom('one job', 'one job', 'a job each'),
  targets: fc.constantFrom(1 as const, 1 as const, 2 as const),
})

test('what is applied was shown to a person who could approve it, and what is shown is true', async () => {
  const histories = fc.array(step, { minLength: 5, maxLength: runs(8, 14), size: 'max' })
  const until = Date.now() + LIMIT
  const isTrue = fc.asyncProperty(setting, histories, (of, steps) => playHistory(of, steps, until))
  await fc.assert(isTrue, {
    numRuns: runs(3, 150),
    endOnFailure: true,
    includeErrorInReport: true,
    ...seed,
  })
})
