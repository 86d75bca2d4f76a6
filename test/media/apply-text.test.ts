import { describe, expect, test } from 'vitest'
import type { StepResult } from '../../src/apply/apply-result.ts'
import { type ApplyView, applyText } from '../../src/media/apply-text.ts'

const PLAIN = { color: false, verbose: false }

const step = (policy: string, status: StepResult['status'], error: string | null = null): StepResult => ({
  action: 'update',
  policy,
  status,
  attempts: status === 'not-run' ? 0 : 1,
  error,
})

function viewOf(results: readonly StepResult[], over: Partial<ApplyView> = {}): ApplyView {
  const count = (status: StepResult['status']): number =>
    results.filter((one) => one.status === status).length
  const summary = {
    applied: count('applied'),
    skipped: count('skipped'),
    failed: count('failed'),
    notRun: count('not-run'),
  }
  const converged = summary.failed + summary.notRun === 0 && over.isSeen !== false
  return {
    result: { formatVersion: 1, summary, results, converged },
    target: 'production',
    differences: [],
    toldBefore: [],
    isSeen: true,
    wasStopped: false,
    ...over,
  }
}

const NOT_WRITTEN = 'not written: the run ended before'

describe('what an apply did, in text', () => {
  test.each<[string, ApplyView, string]>([
    [
      'stopped half-way',
      viewOf(
        [
          step('a', 'applied'),
          step('b', 'failed', 'stopped at once; it may or may not have been written'),
          step('c', 'not-run', NOT_WRITTEN),
        ],
        { wasStopped: true },
      ),
      `✗ b   update failed   stopped at once; it may or may not have been written
· c   not updated   not written: the run ended before
1 applied, 1 failed, 1 not run: stopped; run it again to finish the job. Target: production.
`,
    ],
    [
      'stopped, and the workspace could not be read',
      viewOf([step('a', 'applied')], { wasStopped: true, isSeen: false }),
      `the workspace could not be read at the end: what it holds is not proven
1 applied: stopped; run it again to finish the job. Target: production.
`,
    ],
    [
      'stopped too late to matter',
      viewOf([step('a', 'applied')], { wasStopped: true }),
      '1 applied: production holds what was planned.\n',
    ],
    [
      'failed',
      viewOf([step('a', 'failed', 'answered 400'), step('c', 'not-run', NOT_WRITTEN)]),
      `✗ a   update failed   answered 400
· c   not updated   not written: the run ended before
0 applied, 1 failed, 1 not run: run it again when the cause is mended. Target: production.
`,
    ],
  ])('%s', (_what, view, text) => {
    expect(applyText(view, PLAIN)).toBe(text)
  })
})
