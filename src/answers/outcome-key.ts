/** Finds targets with equal outcomes, by access and facts and not by text. */
import { createHash } from 'node:crypto'
import type { Region } from '../access/model/region.ts'
import { asWrittenJson } from '../fleet/written-text.ts'
import { canonicalSpec } from '../policy/canonical.ts'
import { withoutForeignFields } from '../policy/known-fields.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import { embeddedFile } from '../policy/workspace.ts'
import type { AnyAnswer } from './any-answer.ts'
import type { ApplyAnswer } from './apply.ts'
import type { PlanView } from './plan.ts'
import type { TargetOutcome } from './several.ts'
import type { TestDocument } from './test.ts'

/**
 * A digest that is equal for equal outcomes. Names are compared as the files have
 * them, before the target's map. The answer of one target is shown for its whole
 * group, so every fact that is shown and may differ must be in the digest.
 */
export function outcomeKey<Answered extends AnyAnswer>({
  target,
  result,
  map,
}: TargetOutcome<Answered>): string {
  const written =
    'exitStatus' in result
      ? JSON.stringify(['error', result.code, withoutPlace(result.message, target)])
      : asWrittenJson([result.kind, result.status, factsOf(result, target)], map)
  return createHash('sha256').update(written).digest('hex')
}

/** Removes the URL and the name of the target from a text. */
function withoutPlace(text: string, target: string): string {
  const name = new RegExp(`(?<![\\w.-])${target.replaceAll('.', '\\.')}(?![\\w.-])`, 'g')
  return text.replace(/\b[a-z]+:\/\/[^\s'"]+/gi, '').replace(name, '')
}

/** Reduces an answer to its facts, without places and wording. */
function factsOf(answer: AnyAnswer, target: string): unknown {
  switch (answer.kind) {
    case 'plan':
      return planFacts(answer.view)
    case 'apply':
      return applyFacts(answer, target)
    case 'diff': {
      const { changes, access, guardrails, unreadable, unknownFields } = answer.document
      const kinds = changes.map(({ policy, kind }) => [policy, kind])
      return [kinds, access.map(regionFacts), resultsOf(guardrails), unreadable, unknownFields]
    }
    case 'drift': {
      const { changes, access, guardrails, unmanaged, unreadable, unknownFields } = answer.document
      const { bindingDrift, notReady } = answer.document
      const edited = changes.map(({ fields: _fields, ...change }) => change)
      const seen = [unmanaged, unreadable, unknownFields, bindingDrift, notReady]
      const { interrupted, madeElsewhere, adopted, claimed } = answer.view
      const others = [madeElsewhere, adopted, claimed].map((policies) => policies.map(livePolicyFacts))
      return [edited, access.map(regionFacts), resultsOf(guardrails), seen, interrupted, others]
    }
    case 'lint':
    case 'refusal':
      return answer.document.findings.map(({ check, severity, file, line, column, policy, message }) => [
        ...[check, severity, file, line, column, policy, withoutPlace(message, target)],
      ])
    case 'test':
      return [
        answer.document.tests.map(({ file, line, status, actual: { decision, because, route } }) => [
          ...[file, line, status, decision, route],
          because.map(({ policy, rule }) => `${policy}#${rule}`),
        ]),
        coverageFacts(answer.document.coverage),
      ]
    case 'evidence':
      // A pack belongs to one target, so it is never grouped.
      return answer.view
    default:
      return answer.document
  }
}

function planFacts({ plan, ...view }: PlanView): unknown {
  const { steps, access, blocked, guardrails, unmanaged, unreadable, unknownFields } = plan
  const { renames, handOvers, withoutTool, bindings, newlyManaged, leftOut, bindingsNotLive } = plan
  const ledger = typeof view.ledger === 'string' ? view.ledger : view.ledger?.editedLive
  return [
    steps.map(({ action, policy, direction, origin }) => [
      ...[action, policy, direction, origin, view.takenOver.has(policy)],
    ]),
    access.map(regionFacts),
    blocked.map(({ policy, guard }) => [policy, guard]),
    resultsOf(guardrails),
    { unmanaged, unreadable, unknownFields, renames, handOvers, withoutTool, bindings, ledger },
    { newlyManaged, leftOut, bindingsNotLive },
    view.temporaryLosses.map(regionFacts),
    view.unmanaged.map(livePolicyFacts),
    view.idleExceptions.map(({ guard, policy, until }) => [guard, policy, until]),
    view.rulings.flatMap(({ guard, policy, liftedBy }) => (liftedBy === null ? [] : [[guard, policy]])),
    [view.dangling, view.goneAgents],
  ]
}

function applyFacts({ document, view }: ApplyAnswer, target: string): unknown {
  const { outcome, fault, differences, plan } = view
  const told = (text: string | null): string | null => (text === null ? null : withoutPlace(text, target))
  const { blocked, access, unreadable, unmanaged } = plan
  return [
    [document.newlyManaged, document.leftOut, embeddedFile(plan.target) !== null],
    [outcome, document.converged, fault === null ? null : [fault.code, told(fault.message)]],
    document.results.map(({ action, policy, status, error }) => [action, policy, status, told(error)]),
    plan.steps.map(({ action, policy, direction, origin }) => [action, policy, direction, origin]),
    differences.map(({ policy, message }) => [policy, told(message)]),
    blocked.map(({ policy, guard }) => [policy, guard]),
    [access.map(regionFacts), unreadable, unmanaged, plan.unknownFields],
  ]
}

function coverageFacts(coverage: TestDocument['coverage']): unknown {
  return coverage === null ? null : [coverage.rules, coverage.decided, coverage.threshold]
}

/** The facts of an unmanaged policy that lists show: what it grants, and to whom. */
function livePolicyFacts({ name, spec, usedBy, fault, isAdopted }: LivePolicy): unknown {
  return [name, canonicalSpec(withoutForeignFields(spec)).policies, usedBy, fault, isAdopted]
}

function regionFacts({ witness: _witness, ...region }: Region): unknown {
  return region
}

function resultsOf(guardrails: readonly { readonly name: string; readonly result: string }[]): unknown {
  return guardrails.map(({ name, result }) => [name, result])
}
