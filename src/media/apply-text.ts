/** Prints the outcome of an apply on a terminal; the last line is the verdict and names the target. */
import pc from 'picocolors'
import type { ApplyAnswer } from '../answers/apply.ts'
import type { StepResult } from '../apply/apply-result.ts'
import { withGuard } from '../plan/guards/with-guard.ts'
import type { Blocked } from '../plan/plan.ts'
import { printable } from '../words/printable.ts'
import { appliedTo, verdictLine } from './apply-verdict.ts'
import { errorText } from './error-text.ts'
import { jsonLine } from './json-text.ts'
import type { Look, Printed } from './printed.ts'

export function applyText(answer: ApplyAnswer, look: Look): Printed {
  const { document, view } = answer
  if (view.outcome !== 'ran') return { stdout: notRunText(answer, look) }
  const toldBefore = view.wasShown ? view.plan.blocked : []
  const lines = document.results
    .filter((one) => look.verbose || !isPlain(one))
    .map((one) => withoutRepeating(one, toldBefore))
    .map((one) => `${resultLine(one, look)}\n`)
  return { stdout: `${lines.join('')}${verdictText(answer, look)}`, stderr: notesText(answer, look) }
}

/** Prints the document, and beside it the verdict with the target, unless --quiet hides the verdict of a success. */
export function applyJson(answer: ApplyAnswer, look: Look): Printed {
  const stdout = jsonLine(answer.document)
  if (answer.view.outcome !== 'ran') return { stdout, stderr: notRunText(answer, look) }
  const isDue = !look.quiet || !answer.document.converged
  const verdict = isDue ? verdictText(answer, { ...look, color: look.notesColor }) : ''
  return { stdout, stderr: verdict + notesText(answer, look) }
}

function notRunText({ view }: ApplyAnswer, look: Pick<Look, 'targets'>): string {
  const { plan, wasShown, outcome } = view
  const where = appliedTo(plan, look)
  if (outcome !== 'refused') return `Nothing was written to ${where}${NOT_ITS_TURN[outcome] ?? ''}.\n`
  // If the plan was not shown, its blocks are listed here.
  const why = wasShown ? [] : plan.blocked.map((one) => `${blockedText(one)}\n`)
  return `${why.join('')}Refused: nothing was written to ${where}.\n`
}

const NOT_ITS_TURN: Readonly<Partial<Record<ApplyAnswer['view']['outcome'], string>>> = {
  'not-reached': ': a target of an earlier wave did not converge',
  stopped: ': the run was stopped before',
}

function blockedText({ policy, guard, message }: Blocked): string {
  const subject = policy === null ? '' : `${printable(policy)}: `
  return withGuard(guard, `${subject}${printable(message)}`)
}

const FORWARD =
  'the files still say what this rollback undid: revert them in git too, or the next apply undoes the rollback\n'

function notesText({ view }: ApplyAnswer, { quiet, verbose, notesColor }: Look): string {
  const { fault, isRolledBack, isUnrecorded, isLockLeft, plan } = view
  if (fault === null) return isRolledBack && !quiet ? FORWARD : ''
  const why = errorText(fault, { color: notesColor, stack: verbose && fault.code === 'internal' })
  const { name } = plan.target
  return `${isUnrecorded ? unrecordedText(name) : ''}${isLockLeft ? lockLeftText(name) : ''}${why}`
}

function lockLeftText(target: string): string {
  return `the ledger knows what was done, and ${printable(target)} stays locked: once the cause below is gone, run policyctl unlock\n`
}

/**
 * Tells first that the writes are done; otherwise the reason below would read as if
 * nothing had been written.
 */
function unrecordedText(target: string): string {
  return `${printable(target)} was written to, and the ledger does not know of it: once the cause below is gone, run policyctl apply again (if it says locked: policyctl unlock first)\n`
}

/** Writes the facts that the document of an apply lacks: differences outside the plan, and the verdict with the target. */
function verdictText(answer: ApplyAnswer, options: Pick<Look, 'color' | 'targets'>): string {
  const { differences, isSeen } = answer.view
  const lines = [
    ...differences.map(
      ({ policy, message, isUnread = false }) =>
        `! ${printable(policy)}   ${printable(message)}${isUnread ? '' : '; not part of this plan'}`,
    ),
    ...(isSeen ? [] : ['the workspace could not be read at the end, so its state is not proven']),
  ]
  return `${[...lines, verdictLine(answer, options)].join('\n')}\n`
}

function withoutRepeating(one: StepResult, toldBefore: readonly Blocked[]): StepResult {
  const told = toldBefore.find(({ guard, message }) => one.error === withGuard(guard, message))
  return told === undefined ? one : { ...one, error: `blocked by ${told.guard}` }
}

function isPlain({ status, attempts }: StepResult): boolean {
  return (status === 'applied' && attempts <= 2) || status === 'skipped'
}

const DONE: Readonly<Record<StepResult['action'], string>> = {
  create: 'created',
  update: 'updated',
  delete: 'deleted',
}

function resultLine(
  { action, policy, status, attempts, error }: StepResult,
  { color }: { readonly color: boolean },
): string {
  const { red, green, dim, yellow } = pc.createColors(color)
  const name = printable(policy)
  const why = error === null ? '' : `   ${printable(error)}`
  switch (status) {
    case 'applied':
      return green(`✓ ${name}   ${DONE[action]}${attempts > 1 ? `, ${attempts} attempts` : ''}${why}`)
    case 'skipped':
      return dim(`= ${name}   was already as it should be`)
    case 'failed':
      return red(`✗ ${name}   ${action} failed${why}`)
    case 'not-run':
      return yellow(`· ${name}   not ${DONE[action]}${why}`)
  }
}
