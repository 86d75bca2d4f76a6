import { describe, expect, test } from 'vitest'
import { type ApplyAnswer, applyAnswer, type RunReport } from '../../src/answers/apply.ts'
import type { StepResult } from '../../src/apply/apply-result.ts'
import { applyText } from '../../src/media/apply-text.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import { PLAIN } from '../support/builders/answers.ts'
import { planInput } from '../support/builders/plan-input.ts'

const { plan: PLAN } = makePlan(
  planInput({ target: { name: 'production', endpoint: 'https://x.io/api', namespace: null } }),
)

const step = (policy: string, status: StepResult['status'], error: string | null = null): StepResult => ({
  action: 'update',
  policy,
  status,
  attempts: status === 'not-run' ? 0 : 1,
  error,
})

function answerOf(results: readonly StepResult[], over: Partial<RunReport> = {}): ApplyAnswer {
  const count = (status: StepResult['status']): number =>
    results.filter((one) => one.status === status).length
  const summary = {
    applied: count('applied'),
    skipped: count('skipped'),
    failed: count('failed'),
    notRun: count('not-run'),
  }
  const converged = summary.failed + summary.notRun === 0 && over.isRead !== false
  return applyAnswer({
    result: { formatVersion: 1, summary, results, converged },
    plan: PLAN,
    wasShown: true,
    differences: [],
    isRead: true,
    alreadyDone: [],
    wasStopped: false,
    fault: null,
    isLockLeft: false,
    ...over,
  })
}

const NOT_WRITTEN = 'not written: the run ended before'

describe('what an apply did, in text', () => {
  test.each<[string, ApplyAnswer, string]>([
    [
      'stopped half-way',
      answerOf(
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
      answerOf([step('a', 'applied')], { wasStopped: true, isRead: false }),
      `the workspace could not be read at the end, so its state is not proven
1 applied: stopped; run it again to finish the job. Target: production.
`,
    ],
    [
      'all written, and the workspace could not be read',
      answerOf([step('a', 'applied')], { isRead: false }),
      `the workspace could not be read at the end, so its state is not proven
1 applied: all is written, but it is not proven that it stands; policyctl plan shows what does not. Target: production.
`,
    ],
    [
      'stopped too late to matter',
      answerOf([step('a', 'applied')], { wasStopped: true }),
      '1 applied: production holds what was planned.\n',
    ],
    [
      'failed',
      answerOf([step('a', 'failed', 'answered 400'), step('c', 'not-run', NOT_WRITTEN)]),
      `✗ a   update failed   answered 400
· c   not updated   not written: the run ended before
0 applied, 1 failed, 1 not run: run it again when the cause is fixed. Target: production.
`,
    ],
  ])('%s', (_what, answer, text) => {
    expect(applyText(answer, PLAIN).stdout).toBe(text)
  })
})
