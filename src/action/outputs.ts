/** Outputs for later steps: documented in docs/action.md, checked against action.yml. */
import { setOutput } from '@actions/core'
import { joinDirections } from '../access/model/join-directions.ts'
import type { Region } from '../access/model/region.ts'
import type { ExitStatus } from '../diagnostic/exit-status.ts'
import type { PlannedTarget } from './plan-target.ts'

export interface Outcome {
  readonly plans: readonly PlannedTarget[]
  /** Access changes, of the plans or offline. */
  readonly access: readonly Region[]
  readonly findings: number
  /** Of drift; elsewhere the plans are counted. */
  readonly drifted: number | null
  readonly reports: string
  readonly sarif: string | null
  readonly status: ExitStatus
}

export function outputsOf({
  plans,
  access,
  findings,
  drifted,
  reports,
  sarif,
  status,
}: Outcome): Readonly<Record<string, string>> {
  const sum = (key: 'create' | 'update' | 'delete'): number =>
    plans.reduce((total, { plan }) => total + plan.summary[key], 0)
  const [creates, updates, deletes] = [sum('create'), sum('update'), sum('delete')]
  return {
    changes: String(drifted ?? creates + updates + deletes),
    creates: String(creates),
    updates: String(updates),
    deletes: String(deletes),
    direction: joinDirections(access.map(({ direction }) => direction)),
    'plan-path': plans.map(({ file }) => file).join('\n'),
    findings: String(findings),
    'report-path': reports,
    'sarif-path': sarif ?? '',
    'exit-status': String(status),
  }
}

export function setOutputs(outcome: Outcome): void {
  for (const [name, value] of Object.entries(outputsOf(outcome))) setOutput(name, value)
}
