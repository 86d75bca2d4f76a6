/** Tells which targets came to the same: by access and facts, not by text. */
import { createHash } from 'node:crypto'
import type { Region } from '../access/model/region.ts'
import { isEmptyMap } from '../fleet/target-map.ts'
import { asWrittenText } from '../fleet/written-text.ts'
import { uncomparedIn } from '../plan/unreadable.ts'
import type { AnyAnswer } from './any-answer.ts'
import type { TargetOutcome } from './several.ts'

/** A digest: equal for equal outcomes. The same words for what a target's map calls otherwise. */
export function outcomeKey<Answered extends AnyAnswer>({ result, map }: TargetOutcome<Answered>): string {
  const text =
    'exitStatus' in result
      ? JSON.stringify(['error', result.code])
      : JSON.stringify([result.kind, result.status, factsOf(result)])
  const isAsWritten = 'exitStatus' in result || isEmptyMap(map)
  const written = isAsWritten ? text : asWrittenText(text, map)
  return createHash('sha256').update(written).digest('hex')
}

/** Reduces an answer to the facts that count, without places and wording. */
function factsOf(answer: AnyAnswer): unknown {
  switch (answer.kind) {
    case 'plan': {
      const { steps, access, blocked, guardrails, unmanaged } = answer.document
      const stepFacts = steps.map(({ action, policy, direction }) => [action, policy, direction])
      const held = blocked.map(({ policy, guard }) => [policy, guard])
      const unread = uncomparedIn(answer.document)
      return [stepFacts, access.map(regionFacts), held, resultsOf(guardrails), unmanaged, unread]
    }
    case 'apply': {
      const { view, document } = answer
      const { access, blocked } = view.plan
      const results = document.results.map(({ action, policy, status }) => [action, policy, status])
      const held = blocked.map(({ policy, guard }) => [policy, guard])
      return [view.outcome, results, document.converged, access.map(regionFacts), held, view.fault?.code]
    }
    case 'diff': {
      const { changes, access, guardrails } = answer.document
      return [
        changes.map(({ policy, kind }) => [policy, kind]),
        access.map(regionFacts),
        resultsOf(guardrails),
      ]
    }
    case 'drift': {
      const { changes, access, guardrails, unmanaged } = answer.document
      const unread = uncomparedIn(answer.document)
      const edited = changes.map(({ policy }) => policy)
      return [edited, access.map(regionFacts), resultsOf(guardrails), unmanaged, unread]
    }
    case 'lint':
    case 'refusal':
      return answer.document.findings.map(({ check, severity, file, line, column, policy }) => [
        ...[check, severity, file, line, column, policy],
      ])
    case 'test':
      return answer.document.tests.map(({ file, line, status, actual }) => [
        file,
        line,
        status,
        actual.decision,
      ])
    case 'evidence':
      // A pack is of one target, whatever it says.
      return answer.view
    default:
      return answer.document
  }
}

function regionFacts({ witness: _witness, ...region }: Region): unknown {
  return region
}

function resultsOf(guardrails: readonly { readonly name: string; readonly result: string }[]): unknown {
  return guardrails.map(({ name, result }) => [name, result])
}
