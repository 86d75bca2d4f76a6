/** Sets the outputs for later steps: documented in docs/action.md, checked against action.yml. */
import { setOutput } from '@actions/core'
import { joinDirections } from '../access/model/join-directions.ts'
import type { Region } from '../access/model/region.ts'
import type { ExitStatus } from '../diagnostic/exit-status.ts'
import type { LeftStatement } from './leave-statement.ts'
import type { PlannedTarget } from './plan-target.ts'

export interface ActionOutcome {
  readonly plans: readonly Omit<PlannedTarget, 'sides' | 'unmanaged'>[]
  /** Access changes, of the plans or offline; null: access was not compared. */
  readonly access: readonly Region[] | null
  readonly findings: number
  /** The number of drifted policies; null: another command, which counts steps of plans. */
  readonly drifted: number | null
  /** The targets for a matrix, one job each; null: not asked for. */
  readonly targets: readonly string[] | null
  /** The targets wave by wave. */
  readonly waves: readonly (readonly string[])[] | null
  readonly reports: string
  /** The statements about the applies, for a step that attests them. */
  readonly statements: readonly LeftStatement[]
  readonly sarif: string | null
  readonly status: ExitStatus
}

export function outputsOf(outcome: ActionOutcome): Readonly<Record<string, string>> {
  const { plans, access, findings, drifted, targets, waves, reports, statements, sarif, status } = outcome
  const sum = (key: 'create' | 'update' | 'delete'): number =>
    plans.reduce((total, { plan }) => total + plan.summary[key], 0)
  const [creates, updates, deletes] = [sum('create'), sum('update'), sum('delete')]
  return {
    changes: String(drifted ?? creates + updates + deletes),
    creates: String(creates),
    updates: String(updates),
    deletes: String(deletes),
    direction: access === null ? '' : joinDirections(access.map(({ direction }) => direction)),
    'plan-path': plans.map(({ file }) => file).join('\n'),
    findings: String(findings),
    targets: targets === null ? '' : JSON.stringify(targets),
    waves: waves === null ? '' : JSON.stringify(waves),
    'report-path': reports,
    'predicate-path': statements.map(({ predicate }) => predicate).join('\n'),
    'subjects-path': statements.map(({ subjects }) => subjects).join('\n'),
    'sarif-path': sarif ?? '',
    'exit-status': String(status),
  }
}

export function setOutputs(outcome: ActionOutcome): void {
  for (const [name, value] of Object.entries(outputsOf(outcome))) setOutput(name, value)
}

/** Sets the only output of a run that failed at its start. */
export function setExitStatus(status: ExitStatus): void {
  setOutput('exit-status', String(status))
}
