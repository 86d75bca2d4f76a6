/** One run of the Action: commands first, then what people and later steps get to know. The verdict is the commands'. */
import { join } from 'node:path'
import { error as logError } from '@actions/core'
import { EXIT, type ExitStatus } from '../diagnostic/exit-status.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { createFile } from '../files/create-file.ts'
import { printable } from '../words/printable.ts'
import type { Context } from '../workbench/context.ts'
import { annotate, annotationsOf } from './annotations.ts'
import { apply } from './apply.ts'
import { type Checked, check } from './check.ts'
import { commentInput } from './comment-input.ts'
import { drift } from './drift.ts'
import { readInputs } from './inputs.ts'
import { openLog } from './log.ts'
import { openSession } from './open-session.ts'
import { type Outcome, setOutputs } from './outputs.ts'
import { attempt, publishApply, publishCheck, writeSummary } from './publish.ts'
import { call, type Session } from './session.ts'
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
  1: 'the answer is no (exit status 1); the job summary says why',
  2: 'changes are pending (exit status 2)',
  3: 'refused for safety (exit status 3); the job summary says by which guard',
  4: 'could not run (exit status 4); the log says why',
}

async function outcomeOf(session: Session): Promise<Outcome> {
  const nothing = { plans: [], access: [], findings: 0, drifted: null, reports: session.reports, sarif: null }
  switch (session.inputs.commands[0]) {
    case 'apply': {
      const applied = await apply(session)
      await publishApply(session, applied)
      const access = applied.plans.flatMap(({ plan }) => plan.access)
      return { ...nothing, plans: applied.plans, access, status: applied.status }
    }
    case 'drift': {
      const { targets, status } = await drift(session)
      const lines = targets.map(
        ({ name, changes, issue }) => `- ${name}: ${changes} changed outside git; issue: ${issue}`,
      )
      await attempt(session, 'the job summary', () => writeSummary(`## Drift\n\n${lines.join('\n')}\n`))
      const drifted = targets.reduce((sum, { changes }) => sum + changes, 0)
      return { ...nothing, drifted, access: targets.flatMap(({ access }) => access), status }
    }
    case 'unlock':
      return { ...nothing, status: await unlock(session) }
    default:
      return checkedOutcome(session)
  }
}

async function checkedOutcome(session: Session): Promise<Outcome> {
  const checked = await check(session)
  const input = await commentInput(session, checked)
  const access = accessOf(checked)
  if (session.inputs.isAnnotating) {
    const { causesOf } = input
    const { lint, tests } = checked
    await attempt(session, 'an annotation', () =>
      annotate(annotationsOf({ lint, tests, access, causesOf, folder: session.folder })),
    )
  }
  await publishCheck(session, input)
  return {
    plans: checked.plans,
    access,
    findings: checked.lint?.findings.length ?? 0,
    drifted: null,
    reports: session.reports,
    sarif: session.inputs.hasSarif ? await writeSarif(session) : null,
    status: checked.status,
  }
}

function accessOf({ plans, diff }: Checked): Outcome['access'] {
  return plans.length > 0 ? plans.flatMap(({ plan }) => plan.access) : (diff?.access ?? [])
}

async function writeSarif(session: Session): Promise<string | null> {
  const { output } = await call(session, 'lint', { format: 'sarif' })
  const file = join(session.reports, 'policyctl.sarif')
  await attempt(session, 'SARIF', () => void createFile(file, output))
  return file
}

function failed(cause: unknown): ExitStatus {
  const error =
    cause instanceof PolicyctlError
      ? cause
      : new PolicyctlError('internal', {
          message: `policyctl has a fault: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`,
          hint: 'report it with the log of this run',
        })
  logError(printable(`${error.code}: ${error.message}; ${error.hint}`), { title: 'policyctl' })
  return error.exitStatus === EXIT.refused ? EXIT.refused : EXIT.failed
}
