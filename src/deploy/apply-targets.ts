/** Applies to several targets, and returns all outcomes in one value. */

import type { ApplyAnswer } from '../answers/apply.ts'
import { Outcomes } from '../answers/outcomes.ts'
import type { RefusalAnswer } from '../answers/refusal.ts'
import { entryOfTarget, type SeveralDocument } from '../answers/several.ts'
import { assertQuestion, FIELD } from '../diagnostic/assert-question.ts'
import type { ExitStatus } from '../diagnostic/exit-status.ts'
import type { SeveralTargets } from '../workbench/several-targets.ts'
import { type AppliedTarget, applySeveral } from './apply-several.ts'
import { WISHED } from './carry-out.ts'
import type { Desk } from './desk.ts'
import type { SeveralWishes } from './several-targets.ts'

export interface AppliedTargets {
  /** The document that `--format json` prints for several targets. */
  readonly document: SeveralDocument
  /** The strongest status of all targets. */
  readonly status: ExitStatus
  /** In the order of the config: the answer of each target, or the error that kept it from running. */
  readonly outcomes: readonly AppliedTarget[]
}

/**
 * Plans all targets before the first write, asks once, and applies wave by wave.
 * An error of one target becomes its outcome, and does not hide the others.
 *
 * @throws PolicyctlError confirmation-required; config-invalid for a target in no wave.
 */
export async function applyTargets(
  targets: SeveralTargets,
  wishes: SeveralWishes,
  desk: Desk,
): Promise<AppliedTargets> {
  const { overrides: _overrides, ...wished } = WISHED
  assertQuestion('applyTargets', wishes, { ...wished, overridesFor: FIELD.function })
  const outcomes: AppliedTarget[] = []
  const gathered = new Outcomes<ApplyAnswer | RefusalAnswer, null>(() => null)
  await applySeveral(targets, wishes, {
    desk,
    tell: (outcome, at) => {
      outcomes[at] = outcome
      gathered.add(outcome, at)
    },
  })
  const { status, groups } = gathered.answer(targets.rollout)
  const document: SeveralDocument = {
    formatVersion: 1,
    targets: outcomes.map(entryOfTarget),
    groups: groups.map((group) => ({ targets: group.targets })),
  }
  return { document, status, outcomes }
}
