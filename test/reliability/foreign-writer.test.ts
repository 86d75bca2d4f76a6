/** Somebody else writes while an apply runs: it is not overwritten, and not passed over in silence. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSameSpec } from '../../src/policy/canonical.ts'
import { spec } from '../support/builders/specs.ts'
import { anyVersions, isSame, sideOf } from '../support/reliability/monitored-apply.ts'
import { runs } from '../support/suite/soak.ts'
import { applyBeside, type ForeignOutcome } from './foreign-edit.ts'

const FOREIGN = spec('deny DELETE https://foreign.example/*')

/** What the run says of a policy; null: nothing. */
function saidOf({ outcome: { result, differences } }: ForeignOutcome, policy: string): string | null {
  const step = result.results.find((one) => one.policy === policy)
  return step?.error ?? differences.find((one) => one.policy === policy)?.message ?? null
}

test('at a random moment, a random policy', async () => {
  const seen = { kept: 0, told: 0, inGap: 0 }
  const edit = fc.record({
    policy: fc.constantFrom('p1', 'p2', 'p3', 'p4'),
    spec: fc.constantFrom(FOREIGN, FOREIGN, null),
    at: fc.nat(14),
  })
  const property = fc.asyncProperty(anyVersions, edit, async (versions, foreign) => {
    const [old, now] = [sideOf(versions, 0), sideOf(versions, 1)]
    const found = await applyBeside(old, now, foreign)
    if (!found.wasMade) return
    // The API has no conditional write: docs/reliability.md, What is not promised.
    if (found.isInGap) {
      seen.inGap += 1
      return
    }
    expect(isSameSpec(found.left.get(foreign.policy) ?? null, foreign.spec)).toBe(true)
    seen.kept += 1
    // Nobody manages p4 where the plan has three policies; and what comes after the last list nobody can see.
    if (isSame(found.left, now) || !found.isListed || !(old.has(foreign.policy) || now.has(foreign.policy)))
      return
    expect(found.outcome.result.converged).toBe(false)
    expect(saidOf(found, foreign.policy)).not.toBeNull()
    seen.told += 1
  })
  const numRuns = runs(150, 10_000)
  await fc.assert(property, { numRuns })
  expect(seen.kept).toBeGreaterThan(numRuns / 6)
  expect(seen.told).toBeGreaterThan(numRuns / 20)
  expect(seen.inGap).toBeGreaterThan(numRuns / 100)
})
