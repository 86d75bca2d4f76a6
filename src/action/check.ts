/** What is asked about a proposed change, or about main as it is: lint, test, diff, plan. */

import type { GuardrailOutcome } from '../access/questions/worst-guardrails.ts'
import type { TestDocument } from '../answers/test.ts'
import { EXIT, type ExitStatus, strongest } from '../diagnostic/exit-status.ts'
import type { DiffReport, LintReport, TargetReport, TestReport } from './comment/comment-input.ts'
import type { CommandRun } from './invocation.ts'
import { type PlannedTarget, planTarget } from './plan-target.ts'
import { call, type Session } from './session.ts'
import { failureOf, targetNames } from './targets.ts'
import { testReport } from './test-report.ts'

/** A document that says what became of the guardrails. */
interface Held {
  readonly guardrails: readonly GuardrailOutcome[]
}

/** The documents that were had, and the verdict. */
export interface Checked {
  readonly status: ExitStatus
  readonly lint: (LintReport & Held) | null
  readonly tests: TestReport | null
  readonly diff: (DiffReport & Held) | null
  readonly targets: readonly TargetReport[]
  readonly plans: readonly PlannedTarget[]
}

export async function check(session: Session): Promise<Checked> {
  const { commands } = session.inputs
  const statuses: ExitStatus[] = []
  const run = async (name: string, request: Parameters<typeof call>[2]): Promise<CommandRun | null> => {
    if (!commands.some((command) => command === name)) return null
    const done = await call(session, name, request)
    statuses.push(done.status)
    return done
  }
  const lint = (await run('lint', {}))?.document as Checked['lint'] | undefined
  const coverage = session.inputs.coverage ? { coverage: true as const } : {}
  const tests = (await run('test', { options: coverage }))?.document as TestDocument | null | undefined
  const plans = await planAll(session, { hasErrors: (lint?.summary.errors ?? 0) > 0 })
  const diff = await diffWithBase(session, plans)
  return {
    status: strongest(...statuses, diff.status, ...plans.map(({ status }) => status)),
    lint: lint ?? null,
    tests: tests === null || tests === undefined ? null : testReport(tests),
    diff: diff.document,
    targets: plans.map(({ report }) => report),
    plans: plans.flatMap(({ planned }) => planned ?? []),
  }
}

interface Planned {
  readonly report: TargetReport
  readonly status: ExitStatus
  readonly planned: PlannedTarget | null
}

/**
 * A live plan knows the agents: the offline difference judges only where there
 * is none. Of errors in files lint has the say, since those of the base are
 * not this change's.
 */
async function diffWithBase(
  session: Session,
  plans: readonly Planned[],
): Promise<{ readonly document: Checked['diff']; readonly status: ExitStatus }> {
  const { base, inputs } = session
  if (base === null || !inputs.commands.includes('diff')) return { document: null, status: EXIT.done }
  const isJudge = inputs.failOn !== null && !plans.some(({ report }) => report.kind === 'plan')
  const options = isJudge ? { failOn: 'wider' } : {}
  const run = await call(session, 'diff', { args: [`git:${base.commit}`], options })
  const isLints = run.status === EXIT.no && !isJudge && inputs.commands.includes('lint')
  return { document: run.document as Checked['diff'], status: isLints ? EXIT.done : run.status }
}

async function planAll(session: Session, { hasErrors }: { hasErrors: boolean }): Promise<readonly Planned[]> {
  if (!session.inputs.commands.includes('plan')) return []
  const planned: Planned[] = []
  // One after the other: each is one request, and the log stays readable.
  for (const target of targetNames(session)) planned.push(await planOne(session, target, hasErrors))
  return planned
}

async function planOne(
  session: Session,
  target: { name: string; flag: string | null },
  hasErrors: boolean,
): Promise<Planned> {
  const skipped = (reason: string): Planned => ({
    report: { kind: 'skipped', name: target.name, reason },
    status: 0,
    planned: null,
  })
  if (hasErrors) return skipped('the files have errors')
  if (session.base !== null && session.project.configFile === null && target.flag !== null)
    return skipped(`there is no policyctl.yaml on ${session.base.branch} yet that names it`)
  const options = session.inputs.failOn === null ? {} : { failOn: session.inputs.failOn }
  const { planned, run } = await planTarget(session, target, options)
  const { trigger } = session.run
  const withoutSecrets = trigger.kind === 'pull-request' ? trigger.withoutSecrets : null
  if (run.error?.code === 'key-missing' && withoutSecrets !== null) return skipped(withoutSecrets)
  const { status } = run
  if (planned === null)
    return { report: { kind: 'failed', name: target.name, ...failureOf(run) }, status, planned }
  return { report: { kind: 'plan', name: planned.plan.target.name, plan: planned.plan }, status, planned }
}
