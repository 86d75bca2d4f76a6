/**
 * The documents that the jobs of one workflow run pass to each other: the plan or
 * apply of each target, and what was reviewed. They are passed as artifacts, so the
 * shape of a document that is read is checked.
 */

import type { ApplyResult, StepResult } from '../apply/apply-result.ts'
import { EXIT, type ExitStatus } from '../diagnostic/exit-status.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Plan } from '../plan/plan.ts'
import { parsePlan } from '../plan/read-plan-file.ts'
import type { Binding } from '../policy/binding.ts'
import { type Fields, isFields } from '../policy/shape.ts'
import type { Failure, RegionCallCounts, TargetReport, UnmanagedDeed } from './target-report.ts'

/** The origin of a document. */
export interface JobPlace {
  /** The project's folder in the repository; '.' at its root. */
  readonly project: string
  /** The head commit of the pull request, or the commit that is applied. */
  readonly commit: string
}

/** A target's plan, or the reason why there is none. */
export interface PlanJob extends JobPlace {
  readonly formatVersion: 1
  readonly kind: 'plan'
  readonly target: string
  readonly exitStatus: ExitStatus
  /** The same where guard widening holds nothing: the job asks GitHub for no approval. */
  readonly statusOnceApproved: ExitStatus
  readonly report: TargetReport
}

/** The outcome of an apply for a target. */
export interface ApplyJob extends JobPlace {
  readonly formatVersion: 1
  readonly kind: 'apply'
  readonly target: string
  readonly exitStatus: ExitStatus
  /** null: the job ended before writing began. */
  readonly result: ApplyResult | null
  readonly failure: Failure | null
  /** Steps that guards block, and access that no review saw: Markdown, one line each. */
  readonly refused: readonly string[]
  /** The changes of access by the written steps: Markdown, one line each. */
  readonly access: readonly string[]
  /** Policies that differ from the files at the end, or cannot be read: Markdown, one line each. */
  readonly differences: readonly string[]
  /** Live policies that this run took over. */
  readonly newlyManaged: readonly string[]
  /** Bindings of the files that the workspace lacks, of policies that it wrote or took over. */
  readonly bindingsNotLive: readonly Binding[]
  /** A later commit that was applied already; null if there is none. */
  readonly supersededBy: string | null
}

export type JobDocument = PlanJob | ApplyJob

export function jobText(document: JobDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`
}

/** The target and the kind that the name of a file promises. */
interface Expected<Kind> {
  readonly name: string
  readonly kind: Kind
  readonly target: string
}

/** @throws PolicyctlError action-document for one that is damaged, or of another target than it is named after. */
export function parseJob<Kind extends JobDocument['kind']>(
  text: string,
  { name, kind, target }: Expected<Kind>,
): Extract<JobDocument, { kind: Kind }>
export function parseJob(text: string, { name, kind, target }: Expected<JobDocument['kind']>): JobDocument {
  const value = jsonOf(text, name)
  if (!isFields(value) || value.formatVersion !== 1) throw invalid(name)
  const { project, commit, exitStatus } = value
  if (typeof project !== 'string' || typeof commit !== 'string' || !isStatus(exitStatus)) throw invalid(name)
  if (value.target !== target || value.kind !== kind) throw invalid(name)
  const place = { formatVersion: 1, ...{ project, commit, target, exitStatus } } as const
  if (kind === 'apply') return { ...place, kind, ...appliedOf(value, name) }
  const planned = plannedOf(value, name)
  if (planned.report.name !== target) throw invalid(name)
  return { ...place, kind, ...planned }
}

function plannedOf(
  { report, statusOnceApproved }: Fields,
  file: string,
): Pick<PlanJob, 'report' | 'statusOnceApproved'> {
  if (!isStatus(statusOnceApproved)) throw invalid(file)
  return { statusOnceApproved, report: reportOf(report, file) }
}

function reportOf(value: unknown, file: string): TargetReport {
  if (!isFields(value) || typeof value.name !== 'string') throw invalid(file)
  const { name } = value
  if (value.kind === 'plan') {
    const plan = planOf(value.plan, file)
    return {
      kind: 'plan',
      name,
      plan,
      ...callsOf(value.calls, plan, file),
      ...deedsOf(value.unmanaged, file),
    }
  }
  if (value.kind === 'failed') return { kind: 'failed', name, ...failureOf(value, file) }
  if (value.kind === 'skipped' && typeof value.reason === 'string')
    return { kind: 'skipped', name, reason: value.reason }
  throw invalid(file)
}

/** Reads the grants of unmanaged policies, which a job of an older release does not have. */
function deedsOf(value: unknown, file: string): { readonly unmanaged?: readonly UnmanagedDeed[] } {
  if (value === undefined) return {}
  if (!Array.isArray(value) || !value.every(isDeed)) throw invalid(file)
  return { unmanaged: value }
}

function isDeed(value: unknown): value is UnmanagedDeed {
  return isFields(value) && isLines([value.policy, value.boundTo, value.grants])
}

/** Reads the counts of calls, which a job without a log does not have. */
function callsOf(value: unknown, plan: Plan, file: string): { readonly calls?: RegionCallCounts } {
  if (value === undefined) return {}
  if (!isFields(value) || !Array.isArray(value.regions)) throw invalid(file)
  const { regions, calls, ofUnknownAgents, unread, untimed, first, last } = value
  const counts: unknown[] = [...regions, calls, ofUnknownAgents, unread, untimed]
  const moments = [first, last]
  if (!counts.every(isCount) || !moments.every((one) => one === null || typeof one === 'string'))
    throw invalid(file)
  if (regions.length !== plan.access.length) throw invalid(file)
  return { calls: value as unknown as RegionCallCounts }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

function planOf(value: unknown, file: string): Plan {
  return parsePlan(JSON.stringify(value), file)
}

function appliedOf(
  { result, failure, refused, access = [], differences = [], supersededBy, ...outside }: Fields,
  file: string,
): Omit<ApplyJob, keyof JobPlace | 'formatVersion' | 'kind' | 'target' | 'exitStatus'> {
  const { newlyManaged = [], bindingsNotLive = [] } = outside
  if (!isLines(refused) || !isLines(access) || !isLines(differences) || !isLines(newlyManaged))
    throw invalid(file)
  if (!Array.isArray(bindingsNotLive) || !bindingsNotLive.every(isBinding)) throw invalid(file)
  if (supersededBy !== null && typeof supersededBy !== 'string') throw invalid(file)
  return {
    result: result === null ? null : resultOf(result, file),
    failure: failure === null ? null : failureOf(failure, file),
    ...{ refused, access, differences, newlyManaged, bindingsNotLive, supersededBy },
  }
}

function isBinding(value: unknown): value is Binding {
  return isFields(value) && typeof value.agent === 'string' && typeof value.policy === 'string'
}

function isLines(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((line) => typeof line === 'string')
}

function failureOf(value: unknown, file: string): Failure {
  if (!isFields(value)) throw invalid(file)
  const { code, message, hint } = value
  if (typeof code === 'string' && typeof message === 'string' && typeof hint === 'string')
    return { code, message, hint }
  throw invalid(file)
}

function resultOf(value: unknown, file: string): ApplyResult {
  if (!isFields(value) || !isFields(value.summary) || !Array.isArray(value.results)) throw invalid(file)
  const { applied, skipped, failed, notRun } = value.summary
  const isCounted = (count: unknown): count is number => Number.isInteger(count)
  if (!isCounted(applied) || !isCounted(skipped) || !isCounted(failed) || !isCounted(notRun))
    throw invalid(file)
  if (!value.results.every(isStep) || typeof value.converged !== 'boolean') throw invalid(file)
  const summary = { applied, skipped, failed, notRun }
  return { formatVersion: 1, summary, results: value.results, converged: value.converged }
}

const ACTIONS: readonly unknown[] = ['create', 'update', 'delete']
const STATUSES: readonly unknown[] = ['applied', 'skipped', 'failed', 'not-run']

function isStep(value: unknown): value is StepResult {
  return (
    isFields(value) &&
    ACTIONS.includes(value.action) &&
    STATUSES.includes(value.status) &&
    typeof value.policy === 'string' &&
    Number.isInteger(value.attempts) &&
    (value.error === null || typeof value.error === 'string')
  )
}

const EXITS: readonly unknown[] = Object.values(EXIT)

function isStatus(value: unknown): value is ExitStatus {
  return EXITS.includes(value)
}

function jsonOf(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid(name)
  }
}

function invalid(name: string): PolicyctlError {
  return new PolicyctlError('action-document', {
    message: `${name} is not a document that a job of this version of the action writes`,
    hint: 'set the input documents to the folder with the downloaded artifacts of this run, and use one version of the action in all jobs',
  })
}
