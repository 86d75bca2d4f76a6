/** Checks a proposed change, or the default branch as it is, with lint, test, diff and plan. */
import { EXIT, strongest } from '../diagnostic/exit-status.ts'
import type { Finding } from '../diagnostic/finding.ts'
import { checkTarget } from './check-target.ts'
import type { Checked, CheckedTarget } from './checked.ts'
import { diffWithBase, lintFiles, testFiles } from './file-reports.ts'
import type { ActionCommand } from './inputs.ts'
import type { Session } from './session.ts'
import { targetNames } from './targets.ts'

/** @param known targets that other jobs have planned; null: plan those of this run. */
export async function check(
  session: Session,
  commands: readonly ActionCommand[],
  known: readonly CheckedTarget[] | null = null,
): Promise<Checked> {
  const lint = commands.includes('lint') ? await lintFiles(session) : null
  const tests = commands.includes('test') ? await testFiles(session, lint?.report?.findings ?? []) : null
  const targets = known ?? (await planAll(session, { commands, findings: lint?.report?.findings ?? [] }))
  const diff = commands.includes('diff') ? await diffWithBase(session, { commands, targets }) : null
  const failures = [diff, ...targets].flatMap((counted) => counted?.callsFailure ?? [])
  const [callsFailure = null] = failures
  const ownStatus = strongest(
    ...[lint, tests, diff].map((asked) => asked?.status ?? EXIT.done),
    callsFailure === null ? EXIT.done : EXIT.failed,
  )
  return {
    ownStatus,
    status: strongest(ownStatus, ...targets.map(({ status }) => status)),
    lint: lint?.report ?? null,
    tests: tests?.report ?? null,
    diff: diff?.report ?? null,
    callsFailure,
    targets,
  }
}

/** Tells whether there are errors that prevent a plan. A broken guardrail does not: it is a guard of the plan, too. */
function hasOtherErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ severity, check }) => severity === 'error' && check !== 'guardrail')
}

async function planAll(
  session: Session,
  { commands, findings }: { commands: readonly ActionCommand[]; findings: readonly Finding[] },
): Promise<readonly CheckedTarget[]> {
  if (!commands.includes('plan')) return []
  const checked: CheckedTarget[] = []
  // One after the other, so that the log stays readable.
  for (const target of targetNames(session))
    checked.push(await checkTarget(session, target, { hasErrors: hasOtherErrors(findings) }))
  return checked
}
