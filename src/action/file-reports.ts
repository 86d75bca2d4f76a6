/** Reports lint, tests and the offline comparison, for all targets that have files of their own. */
import { worstGuardrails } from '../access/questions/worst-guardrails.ts'
import type { DiffAnswer } from '../answers/diff.ts'
import type { LintAnswer } from '../answers/lint.ts'
import type { Failure } from '../answers/target-report.ts'
import { EXIT, type ExitStatus } from '../diagnostic/exit-status.ts'
import type { Finding, Severity } from '../diagnostic/finding.ts'
import { diffSides } from '../inspect/diff-sides.ts'
import { type FreshFindings, freshFindings } from '../inspect/fresh-findings.ts'
import { lintProject } from '../inspect/lint-project.ts'
import { testProject } from '../inspect/test-project.ts'
import { oneAPolicy } from '../lint/one-a-policy.ts'
import { diffText } from '../media/diff-text.ts'
import { lintText } from '../media/lint-text.ts'
import { testText } from '../media/test-text.ts'
import type { Binding } from '../policy/binding.ts'
import { parseSideName } from '../workbench/side-name.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { LOOK } from './ask.ts'
import type { CheckedTarget } from './checked.ts'
import { type DiffReport, filesName, type LintReport, type TestReport } from './comment/comment-input.ts'
import { type CallsAnswer, countCalls, isCounted, isFailure } from './count-calls.ts'
import { type AskedOfFiles, askOfFiles, distinct, distinctFindings } from './file-targets.ts'
import type { ActionCommand } from './inputs.ts'
import { judgingConfig, type Session } from './session.ts'
import { testReport } from './test-report.ts'

/** A report with the verdict; `report` is null if there is none. */
export interface ReportOfFiles<Report> {
  readonly status: ExitStatus
  readonly report: Report | null
}

export interface DiffOfFiles extends ReportOfFiles<DiffReport> {
  /** Absent if the logs of calls were counted, or none is named, or plans count them. */
  readonly callsFailure?: Failure
}

export async function lintFiles(session: Session): Promise<ReportOfFiles<LintReport>> {
  const { status, answers } = await lintAnswers(session)
  if (answers.length === 0) return { status, report: null }
  const findings = distinctFindings(answers.flatMap(({ answer }) => answer.document.findings))
  const number = (severity: Severity): number => findings.filter((one) => one.severity === severity).length
  const summary = { errors: number('error'), warnings: number('warning'), infos: number('info') }
  const guardrails = worstGuardrails(answers.map(({ answer }) => answer.document.guardrails))
  const { fresh, silenced } = await freshOf(session, answers)
  return { status, report: { summary, findings, guardrails, fresh, silenced } }
}

/** Lints the files of each target that has files of its own. */
export function lintAnswers(session: Session): Promise<AskedOfFiles<LintAnswer>> {
  return askOfFiles(session, {
    name: 'lint',
    ask: (workbench) => lintProject(workbench, { paths: [], fix: false, live: false }),
    textOf: ({ view }) => lintText(view.outcome, { ...view, ...LOOK, columns: 200 }),
  })
}

/** Tells the findings that a change brings, or silences, apart from those of before; `fresh` is null where they cannot be told apart. */
async function freshOf(
  { base, context }: Session,
  answers: AskedOfFiles<LintAnswer>['answers'],
): Promise<Pick<LintReport, 'fresh' | 'silenced'>> {
  const untold = { fresh: null, silenced: [] }
  if (base === null) return untold
  const found: FreshFindings[] = []
  try {
    for (const { target, answer } of answers) {
      const options = { target, config: judgingConfig(base) }
      const fresh = await withWorkbench(context, options, (workbench) =>
        freshFindings(workbench, answer.view.each, base.compared),
      )
      if (fresh === null) return untold
      found.push(fresh)
    }
  } catch {
    // A base that cannot be read makes every finding one to look at.
    return untold
  }
  return {
    fresh: oneAPolicy(distinctFindings(found.flatMap(({ findings }) => findings))),
    silenced: distinctFindings(found.flatMap(({ silenced }) => silenced)),
  }
}

/** @param linted findings that lint reports. */
export async function testFiles(
  session: Session,
  linted: readonly Finding[],
): Promise<ReportOfFiles<TestReport>> {
  const { coverage } = session.inputs
  const { status, answers } = await askOfFiles(session, {
    name: 'test',
    ask: (workbench) => testProject(workbench, { paths: [], coverage }),
    textOf: ({ view }) => testText(view.run, { ...view, ...LOOK }),
  })
  const reports = answers.map(({ answer }) => testReport(answer.document, linted))
  const [first] = reports
  if (first === undefined) return { status, report: null }
  const failures = distinct(
    reports.flatMap((report) => report.failures),
    (failure) => failure,
  )
  const passed = reports.reduce((sum, report) => sum + report.passed, 0)
  return { status, report: { passed, failures, coverage: lowestCoverage(reports) } }
}

function lowestCoverage(reports: readonly TestReport[]): TestReport['coverage'] {
  const all = reports.flatMap(({ coverage }) => coverage ?? [])
  return all.toSorted((a, b) => a.percent - b.percent)[0] ?? null
}

/**
 * Compares with the base, offline. Its verdict counts only without a live plan, which
 * knows the agents. Errors in files are up to lint, since the comparison would also
 * report errors of the base.
 */
export async function diffWithBase(
  session: Session,
  { commands, targets }: { commands: readonly ActionCommand[]; targets: readonly CheckedTarget[] },
): Promise<DiffOfFiles | null> {
  const { base, inputs } = session
  if (base === null) return null
  const isPlanned = targets.some(({ report }) => report.kind === 'plan')
  const isJudge = inputs.failOn !== null && !isPlanned
  const failOn = isJudge ? inputs.failOn : null
  const [from, to] = [parseSideName(`git:${base.compared}`), parseSideName('files')]
  const isLints = !isJudge && commands.includes('lint')
  const { status, answers } = await askOfFiles(
    session,
    {
      name: 'diff',
      ask: (workbench) => diffSides(workbench, { failOn, exitCode: false, from, to }),
      textOf: (answer) => diffText(answer, LOOK),
    },
    (asked) => (isLints && asked.status === EXIT.no ? EXIT.done : asked.status),
  )
  const documents = answers.map(({ answer }) => answer.document)
  if (documents.length === 0) return { status, report: null }
  const changes = distinct(
    documents.flatMap((document) => document.changes),
    ({ policy, kind }) => [policy, kind],
  )
  const access = distinct(
    documents.flatMap((document) => document.access),
    ({ witness: _witness, ...region }) => region,
  )
  const guardrails = worstGuardrails(documents.map((document) => document.guardrails))
  const each = answers.map(({ target, answer }) => ({
    files: filesName(target),
    access: answer.document.access,
  }))
  const newBindings = distinct(answers.flatMap(broughtBindings), (binding) => binding)
  const uncompared = [...new Set(documents.flatMap((document) => document.uncompared))].sort()
  const report = { changes, access, each, guardrails, newBindings, uncompared }
  const calls = isPlanned ? null : await callsBehind(session, access, answers)
  if (isFailure(calls)) return { status, report, callsFailure: calls }
  return { status, report: isCounted(calls) ? { ...report, calls } : report }
}

function broughtBindings({ answer }: { readonly answer: DiffAnswer }): readonly Binding[] {
  const [before, after] = [answer.view.from, answer.view.to].map(({ access }) => access.bindings)
  return [...(after ?? [])].flatMap(([agent, policies]) =>
    policies.flatMap((policy) => (before?.get(agent)?.includes(policy) === true ? [] : [{ agent, policy }])),
  )
}

function callsBehind(
  session: Session,
  regions: DiffReport['access'],
  answers: AskedOfFiles<DiffAnswer>['answers'],
): Promise<CallsAnswer> {
  const views = answers.map(({ answer }) => answer.view)
  const sides = views.flatMap(({ from, to }) => [from.access, to.access])
  return countCalls(session, null, { regions, sides, tools: views[0]?.tools ?? null })
}
