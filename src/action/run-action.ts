/** Runs the Action: first the commands, which make the verdict, then outputs and reports. */
import { error as logError, warning as logWarning } from '@actions/core'
import { count } from '../diagnostic/count.ts'
import { EXIT, type ExitStatus } from '../diagnostic/exit-status.ts'
import { knownError } from '../diagnostic/known-error.ts'
import { plainName, prose } from '../media/markdown-text.ts'
import { printable } from '../words/printable.ts'
import type { Context } from '../workbench/context.ts'
import { apply } from './apply.ts'
import { checkProposal } from './check-proposal.ts'
import { commentOnApply, commentOnProposal } from './comment-command.ts'
import { leaveApply } from './documents.ts'
import { drift } from './drift.ts'
import { readInputs } from './inputs.ts'
import { type LeftStatement, leaveStatement } from './leave-statement.ts'
import { openLog } from './log.ts'
import { openSession } from './open-session.ts'
import { type ActionOutcome, setExitStatus, setOutputs } from './outputs.ts'
import { attempt, failureReport, writeSummary } from './publish.ts'
import { publishApply } from './publish-apply.ts'
import type { Session } from './session.ts'
import { unlock } from './unlock.ts'

export async function runAction(world: Context): Promise<ExitStatus> {
  try {
    const session = await openSession(world, readInputs(), openLog(world.nonce))
    const outcome = await outcomeOf(session)
    await attempt(session, 'an output', () => setOutputs(outcome))
    if (outcome.status !== EXIT.done) logError(VERDICTS[outcome.status], { title: 'policyctl' })
    return outcome.status
  } catch (cause) {
    return failed(cause)
  }
}

const VERDICTS: Readonly<Record<ExitStatus, string>> = {
  0: '',
  1: 'failed (exit status 1); the job summary says why',
  2: 'changes are pending (exit status 2)',
  3: 'refused for safety (exit status 3); the job summary says by which guard',
  4: 'could not run (exit status 4); the log says why',
}

async function outcomeOf(session: Session): Promise<ActionOutcome> {
  const { commands } = session.inputs
  const nothing = nothingOf(session)
  if (commands.includes('apply')) return { ...nothing, ...(await applied(session)) }
  if (commands.includes('drift')) return { ...nothing, ...(await drifted(session)) }
  if (commands.includes('unlock')) return { ...nothing, status: await unlock(session) }
  if (!commands.includes('comment')) return { ...nothing, ...(await checkProposal(session)) }
  const isProposal = session.run.trigger.kind !== 'branch'
  return { ...nothing, ...(await (isProposal ? commentOnProposal(session) : commentOnApply(session))) }
}

function nothingOf({ reports }: Session): ActionOutcome {
  return {
    plans: [],
    access: null,
    findings: 0,
    drifted: null,
    targets: null,
    waves: null,
    reports,
    statements: [],
    sarif: null,
    status: EXIT.done,
  }
}

async function applied(session: Session): Promise<Partial<ActionOutcome> & Pick<ActionOutcome, 'status'>> {
  const { targets, plans, pullRequests, status } = await apply(session)
  for (const target of targets) await attempt(session, 'a document', () => leaveApply(session, target))
  // If the input names documents of other jobs, the last job of the run publishes for all.
  const isAlone = session.inputs.documents === null
  await publishApply(session, { targets, pullRequests }, { isAlone })
  const statements: LeftStatement[] = []
  for (const planned of plans)
    await attempt(session, 'a statement', async () => {
      const left = await leaveStatement(session, planned)
      if (left !== null) statements.push(left)
    })
  const isWhole = plans.length === targets.length
  return { plans, statements, access: isWhole ? plans.flatMap(({ plan }) => plan.access) : null, status }
}

async function drifted(session: Session): Promise<Partial<ActionOutcome> & Pick<ActionOutcome, 'status'>> {
  const { targets, unread, status } = await drift(session)
  const isWhole = unread.length === 0
  const lines = [
    ...unread.map(({ name, failure }) => `- ${plainName(name)}: **not read**: ${prose(failure.message)}`),
    ...targets.map(
      ({ name, changes, issue }) =>
        `- ${plainName(name)}: ${count(changes, 'policy', 'policies')} changed outside git; issue: ${issue}`,
    ),
  ]
  await attempt(session, 'the job summary', () => writeSummary(`## Drift\n\n${lines.join('\n')}\n`))
  return {
    drifted: targets.reduce((sum, { changes }) => sum + changes, 0),
    access: isWhole ? targets.flatMap(({ access }) => access) : null,
    status,
  }
}

/** Reports a run that failed at its start: in the log, the output and the job summary. */
async function failed(cause: unknown): Promise<ExitStatus> {
  const error = knownError(cause)
  const { code, message, hint, exitStatus } = error
  const trace = code === 'internal' && error.cause instanceof Error ? error.cause.stack : undefined
  logError(printable(`${code}: ${trace ?? message}; ${hint}`), { title: 'policyctl' })
  const status = exitStatus === EXIT.refused ? EXIT.refused : EXIT.failed
  const warn = (text: string): void => logWarning(printable(text), { title: 'policyctl' })
  await attempt({ warn }, 'an output', () => setExitStatus(status))
  await attempt({ warn }, 'the job summary', () => writeSummary(failureReport({ code, message, hint })))
  return status
}
