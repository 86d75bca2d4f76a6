/** Runs the questions about a proposed change, or about main as it is: lint, test, diff, plan. */
import type { LintAnswer, LintDocument } from '../answers/lint.ts'
import { EXIT, strongest } from '../diagnostic/exit-status.ts'
import { diffSides } from '../inspect/diff-sides.ts'
import { freshFindings } from '../inspect/fresh-findings.ts'
import { lintProject } from '../inspect/lint-project.ts'
import { testProject } from '../inspect/test-project.ts'
import { oneAPolicy } from '../lint/one-a-policy.ts'
import { diffText } from '../media/diff-text.ts'
import { lintText } from '../media/lint-text.ts'
import { testText } from '../media/test-text.ts'
import { parseSideName } from '../workbench/side-name.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { ask, LOOK } from './ask.ts'
import { checkTarget } from './check-target.ts'
import type { Checked, CheckedTarget } from './checked.ts'
import type { LintReport } from './comment/comment-input.ts'
import type { ActionCommand } from './inputs.ts'
import { judgingConfig, type Session } from './session.ts'
import { targetNames } from './targets.ts'
import { testReport } from './test-report.ts'

/** @param known targets that other jobs have planned; null plans those of this run. */
export async function check(
  session: Session,
  commands: readonly ActionCommand[],
  known: readonly CheckedTarget[] | null = null,
): Promise<Checked> {
  const lint = commands.includes('lint') ? await lintAll(session) : null
  const tests = commands.includes('test') ? await testAll(session) : null
  const targets = known ?? (await planAll(session, { commands, lint: lint?.answer?.document ?? null }))
  const diff = commands.includes('diff') ? await diffWithBase(session, { commands, targets }) : null
  const ownStatus = strongest(...[lint, tests, diff].map((asked) => asked?.status ?? EXIT.done))
  return {
    ownStatus,
    status: strongest(ownStatus, ...targets.map(({ status }) => status)),
    lint: lint?.answer == null ? null : await lintReport(session, lint.answer),
    tests: tests?.answer == null ? null : testReport(tests.answer.document),
    diff: diff?.answer?.document ?? null,
    targets,
  }
}

function lintAll(session: Session) {
  return ask(session, {
    name: 'lint',
    ask: (workbench) => lintProject(workbench, { paths: [], fix: false, live: false }),
    textOf: ({ view }) => lintText(view.outcome, { ...view, ...LOOK, columns: 200 }),
  })
}

function testAll(session: Session) {
  const { coverage } = session.inputs
  return ask(session, {
    name: 'test',
    ask: (workbench) => testProject(workbench, { paths: [], coverage }),
    textOf: ({ view }) => testText(view.run, { ...view, ...LOOK }),
  })
}

/** Tells the findings that a change brings apart from those that were there before. */
async function lintReport(session: Session, { document, view }: LintAnswer): Promise<LintReport> {
  const { summary, findings, guardrails } = document
  const { base } = session
  const found = { summary, findings, guardrails }
  if (base === null) return { ...found, fresh: null }
  const options = { target: null, config: judgingConfig(base) }
  try {
    const fresh = await withWorkbench(session.context, options, (workbench) =>
      freshFindings(workbench, view.each, base.compared),
    )
    return { ...found, fresh: fresh === null ? null : oneAPolicy(fresh) }
  } catch {
    // A base that cannot be read makes every finding one to look at.
    return { ...found, fresh: null }
  }
}

/**
 * A live plan knows the agents: the offline difference judges only where there
 * is none. Of errors in files lint has the say, since those of the base are
 * not this change's.
 */
async function diffWithBase(
  session: Session,
  { commands, targets }: { commands: readonly ActionCommand[]; targets: readonly CheckedTarget[] },
) {
  const { base, inputs } = session
  if (base === null) return null
  const isJudge = inputs.failOn !== null && !targets.some(({ report }) => report.kind === 'plan')
  const failOn = isJudge ? inputs.failOn : null
  const question = {
    failOn,
    exitCode: false,
    from: parseSideName(`git:${base.compared}`),
    to: parseSideName('files'),
  }
  const asked = await ask(session, {
    name: 'diff',
    ask: (workbench) => diffSides(workbench, question),
    textOf: (answer) => diffText(answer, LOOK),
  })
  const isLints = asked.status === EXIT.no && !isJudge && commands.includes('lint')
  return isLints ? { ...asked, status: EXIT.done } : asked
}

/** A broken guardrail is an error of lint, and a guard of the plan: it never costs the reader the live picture. */
function hasOtherErrors(lint: LintDocument | null): boolean {
  return (lint?.findings ?? []).some(({ severity, check }) => severity === 'error' && check !== 'guardrail')
}

async function planAll(
  session: Session,
  { commands, lint }: { commands: readonly ActionCommand[]; lint: LintDocument | null },
): Promise<readonly CheckedTarget[]> {
  if (!commands.includes('plan')) return []
  const checked: CheckedTarget[] = []
  // One after the other: each is one request, and the log stays readable.
  for (const target of targetNames(session))
    checked.push(await checkTarget(session, target, { hasErrors: hasOtherErrors(lint) }))
  return checked
}
