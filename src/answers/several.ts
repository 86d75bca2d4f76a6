import type { Region } from '../access/model/region.ts'
import { type ExitStatus, strongest } from '../diagnostic/exit-status.ts'
import type { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { uncomparedIn } from '../plan/unreadable.ts'
import { groupBy } from '../policy/group-by.ts'
import type { Answer } from './answer.ts'
import type { AnyAnswer } from './any-answer.ts'
import { type ErrorDocument, errorDocument } from './error.ts'

/** The JSON document of a command for several targets (schema/several.schema.json). */
export interface SeveralDocument {
  readonly formatVersion: 1
  /** In the order of the config. */
  readonly targets: readonly {
    readonly target: string
    /** The document of the command for this target alone; null: it could not run. */
    readonly document: object | null
    readonly error: ErrorDocument['error'] | null
    readonly exitStatus: ExitStatus
  }[]
  /** Targets of equal outcome; one that is alone is a group of one. */
  readonly groups: readonly { readonly targets: readonly string[] }[]
  /** Layers and maps that adopt inferred (answers/adopt-fleet.ts); absent for other commands. */
  readonly fleet?: object
}

/** The outcome of a run for one target. */
export interface TargetOutcome<Answered> {
  readonly target: string
  readonly result: Answered | PolicyctlError
  /** The name of something as the files have it, for what the target calls otherwise. */
  readonly asWritten: (text: string) => string
}

export type SeveralAnswer<Answered> = Answer<'several', SeveralDocument, SeveralView<Answered>>

export interface SeveralView<Answered> {
  /** The first of each group stands for all. */
  readonly groups: readonly (readonly TargetOutcome<Answered>[])[]
  /** The waves of the config, as globs of targets; []: it has none. */
  readonly waves: readonly (readonly string[])[]
}

/** One status for all, the strongest. */
export function severalAnswer<Answered extends AnyAnswer>(
  outcomes: readonly TargetOutcome<Answered>[],
  waves: SeveralView<Answered>['waves'],
): SeveralAnswer<Answered> {
  const groups = [...groupBy(outcomes, outcomeKey).values()]
  return {
    kind: 'several',
    document: {
      formatVersion: 1,
      targets: outcomes.map(inDocument),
      groups: groups.map((group) => ({ targets: group.map(({ target }) => target) })),
    },
    status: strongest(...outcomes.map(({ result }) => statusOf(result))),
    view: { groups, waves },
  }
}

function statusOf(result: AnyAnswer | PolicyctlError): ExitStatus {
  return 'exitStatus' in result ? result.exitStatus : result.status
}

function inDocument<Answered extends AnyAnswer>({
  target,
  result,
}: TargetOutcome<Answered>): SeveralDocument['targets'][number] {
  const exitStatus = statusOf(result)
  return 'exitStatus' in result
    ? { target, document: null, error: errorDocument(result).error, exitStatus }
    : { target, document: result.document, error: null, exitStatus }
}

/** Access and not text: the same words for what a target's map calls otherwise. */
function outcomeKey<Answered extends AnyAnswer>({ result, asWritten }: TargetOutcome<Answered>): string {
  if ('exitStatus' in result) return JSON.stringify(['error', result.code])
  return asWritten(JSON.stringify([result.kind, result.status, factsOf(result)]))
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
