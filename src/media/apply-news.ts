/** Lines that an apply to several targets prints while it runs. */
import type { ApplyAnswer } from '../answers/apply.ts'
import type { RefusalAnswer } from '../answers/refusal.ts'
import type { TargetOutcome } from '../answers/several.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Wave } from '../fleet/waves.ts'
import { printable } from '../words/printable.ts'
import { applyCounts } from './apply-verdict.ts'

/** `wave 2 of 3: staging-eu staging-us`. */
export function waveText({ number, targets }: Wave, of: number): string {
  return `wave ${number} of ${of}: ${targets.map(printable).join(' ')}`
}

/** `staging-eu: 3 applied`. */
export function targetEndText({ target, result }: TargetOutcome<ApplyAnswer | RefusalAnswer>): string {
  return `${printable(target)}: ${endText(result)}`
}

function endText(result: ApplyAnswer | RefusalAnswer | PolicyctlError): string {
  if (result instanceof PolicyctlError) return printable(result.message)
  if (result.kind === 'refusal') return result.view.verdict
  const { view, document } = result
  if (view.outcome === 'refused') return `blocked: ${view.plan.blocked.map(({ guard }) => guard).join(', ')}`
  if (view.outcome !== 'ran') return 'nothing was written'
  return applyCounts(document)
}
