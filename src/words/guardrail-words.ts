/** Words for the results of guardrails, the same in all media. */

import type {
  Counterexample,
  GuardrailResult,
  GuardrailVerdict,
  ProofAssumption,
  Unmatched,
} from '../access/questions/guardrail.ts'
import { docsPage } from '../diagnostic/docs-page.ts'
import { decisionWords } from './decision-words.ts'
import { witnessWords } from './request-words.ts'
import { asCode, asValue, joined, listOf, own, say, type Words } from './span.ts'
import { whoWords } from './who-words.ts'

/** One guardrail: its verdict, and its facts, one per line. */
export interface GuardrailNote {
  readonly name: string
  readonly verdict: GuardrailVerdict
  /** The verdict in words that follow the name: `is broken`. */
  readonly standing: string
  readonly facts: readonly Words[]
}

/** A result; in a plan it also says whether the guardrail was broken before. */
export type NotedGuardrail = GuardrailResult & {
  readonly isBrokenBefore?: boolean
  /** Names of the unmanaged policies that break it. */
  readonly brokenByUnmanaged?: readonly string[]
}

export interface GuardrailNoteOptions {
  /** Adds the proven guardrails. */
  readonly verbose: boolean
  /** Names of the live policies that no file has and no apply changes. */
  readonly inNoFile?: ReadonlySet<string>
  /** `safety.unmanaged` of the config. Default: report. */
  readonly unmanagedAre?: 'ignore' | 'report' | 'fail'
}

/** `3 of 4 proven`: counts guardrails, not counterexamples. */
export function guardrailCount(results: readonly Pick<GuardrailResult, 'result'>[]): string {
  const proven = results.filter(({ result }) => result === 'proven').length
  return `${proven} of ${results.length} proven`
}

/**
 * `assuming bindings-as-seen: vendors-small; paths-as-text: no-payments and hr-closed`:
 * one line for all guardrails, each assumption once. The document has them with each guardrail.
 *
 * @returns [] if no proof rests on an assumption.
 */
export function assumptionWords(
  results: readonly Pick<GuardrailResult, 'name' | 'result' | 'assumptions'>[],
): readonly Words[] {
  const resting = new Map<ProofAssumption, string[]>()
  for (const { name, result, assumptions } of results)
    for (const assumption of result === 'proven' ? assumptions : [])
      resting.set(assumption, [...(resting.get(assumption) ?? []), name])
  const parts = [...resting]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([assumption, names]) => say`${asValue(assumption)}: ${listOf(names, asCode)}`)
  return parts.length === 0 ? [] : [[...say`assuming `, ...joined(parts, '; ')]]
}

/** Notes for the guardrails that are not proven, with `verbose` for all, in the order of the config. */
export function guardrailNotes(
  results: readonly NotedGuardrail[],
  options: GuardrailNoteOptions,
): readonly GuardrailNote[] {
  return results
    .filter(({ result }) => options.verbose || result !== 'proven')
    .map((guardrail) => ({
      name: guardrail.name,
      verdict: guardrail.result,
      standing: standingOf(guardrail),
      facts: factsOf(guardrail, options),
    }))
}

const PARTS: Readonly<Record<Unmatched['part'], string>> = {
  operations: 'operation',
  resource: 'resource',
  agents: 'agent',
  atMost: 'atMost',
}

const STANDING: Readonly<Record<GuardrailVerdict, string>> = {
  violated: 'is broken',
  'matches-nothing': 'matches nothing',
  unproven: 'is not proven',
  proven: 'is proven',
}

/** If there is a counterexample to an unproven guardrail, it belongs to another reading; without one, something else is missing for a proof. */
function standingOf({ result, counterexample }: Pick<GuardrailResult, 'result' | 'counterexample'>): string {
  return result === 'unproven' && counterexample !== null
    ? 'holds, but not under every reading'
    : STANDING[result]
}

function factsOf(guardrail: NotedGuardrail, options: GuardrailNoteOptions): readonly Words[] {
  const { result, counterexample, because, unmatched, agents, policies } = guardrail
  if (unmatched.length > 0)
    return unmatched.map(
      ({ part, value, reason }) => say`${own(PARTS[part])} '${asCode(value)}' ${asValue(reason)}`,
    )
  if (counterexample === null && result === 'unproven') return [say`${own(DOUBTED)}`]
  if (counterexample === null) return [say`checked for ${agents} agents and ${policies} policies`]
  const rules = because.map(({ policy, rule }) => `${policy}#${rule}`)
  const { brokenByUnmanaged = [] } = guardrail
  const blamed = new Set([...because.map(({ policy }) => policy), ...brokenByUnmanaged])
  const untouched = [...blamed].filter((name) => options.inNoFile?.has(name) === true).sort()
  const isFailed = options.unmanagedAre === 'fail' && brokenByUnmanaged.length > 0
  return [
    say`${whoOf(counterexample)}: ${witnessWords(counterexample.request)}`,
    result === 'violated'
      ? decisionWords(counterexample.decision, counterexample.route)
      : say`may be ${possibleWords(counterexample)}, if the server reads policies otherwise: ${own(docsPage('access-model.md#the-pinned-reading'))}`,
    ...(rules.length === 0 ? [] : [[listOf(rules, asCode)]]),
    ...untouched.map(
      (name) =>
        say`no file has ${asCode(name)}, so no apply changes it; adopt it and narrow it, or fix it live`,
    ),
    ...(isFailed ? [say`safety.unmanaged is fail, so this counts as an error`] : []),
    ...(guardrail.isBrokenBefore === true
      ? [say`already broken; no step of this plan contributes to it`]
      : []),
  ]
}

const DOUBTED =
  'it holds for the policies that can be read, and there are live policies that cannot: nobody knows what they allow'

function whoOf({ agent, policies }: Counterexample): Words {
  return whoWords({ agents: agent === null ? [] : [agent], policies })
}

function possibleWords({ decision }: Counterexample): Words {
  return decision === 'approval_required' ? say`approved by others` : decisionWords(decision, null)
}
