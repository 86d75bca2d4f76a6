/**
 * From a prepared plan to an exit status: shows it, refuses, asks, runs it,
 * reports. Shared by `apply` and `rollback`.
 */

import type { ApplyResult } from '../../apply/apply-result.ts'
import { nothingRun } from '../../apply/track.ts'
import { planView } from '../../deploy/plan-view.ts'
import type { Asked, Planning, Prepared } from '../../deploy/planning.ts'
import { type Done, runPrepared } from '../../deploy/run-prepared.ts'
import { EXIT, type ExitStatus, strongest } from '../../diagnostic/exit-status.ts'
import { PolicyctlError } from '../../diagnostic/policyctl-error.ts'
import { applyText, applyVerdict } from '../../media/apply-text.ts'
import { jsonLine } from '../../media/json-text.ts'
import { planText } from '../../media/plan-text.ts'
import type { ParsedPolicy } from '../../parse/parsed-file.ts'
import type { Blocked, Plan } from '../../plan/plan.ts'
import { printable } from '../../words/printable.ts'
import type { Invocation } from '../command.ts'
import { confirm } from '../confirm.ts'
import { waitOf } from './options.ts'

export interface Errand {
  readonly planning: Planning
  readonly asked: Asked
  /** Of the files, for places; none where the plan comes from elsewhere. */
  readonly policies: readonly ParsedPolicy[]
  /** Reads live and the ledger, and plans. */
  readonly prepare: () => Promise<Prepared>
  /** 'Apply', 'Roll back'. */
  readonly name: string
  /** Was looked at already: a saved plan. */
  readonly isReviewed: boolean
  /** Steps of a saved plan that are done already. */
  readonly alreadyDone?: (prepared: Prepared) => readonly ApplyResult['results'][number][]
}

/** @throws PolicyctlError confirmation-required, locked, and those of ledger and store. */
export async function carryOut(errand: Errand): Promise<ExitStatus> {
  const { invocation } = errand.planning
  refuseToAskNobody(errand)
  const deadline = invocation.context.clock.elapsed() + waitOf(invocation)
  for (;;) {
    const prepared = await errand.prepare()
    const isShown = show(prepared, errand)
    const { plan } = prepared
    if (plan.blocked.length > 0 && invocation.options.skipBlocked !== true)
      return refuse(plan, isShown, errand)
    if (plan.phases.length > 0 && !(await isAgreed(plan, errand))) return declined(plan, errand)
    const wait = Math.max(0, deadline - invocation.context.clock.elapsed())
    const done = await runPrepared({ ...errand, prepared, wait, again: errand.prepare })
    if (done !== null) return report(done, { prepared, isShown }, errand)
    invocation.context.stderr.write('another run came first; planning again\n')
  }
}

/** Before anything is read: a pipeline without --yes must not look as if it had almost worked. */
function refuseToAskNobody({ planning: { invocation }, isReviewed }: Errand): void {
  if (isReviewed || invocation.options.yes === true || invocation.context.stdin.isTerminal) return
  throw new PolicyctlError('confirmation-required', {
    message: 'this asks before it writes, and there is no terminal to ask on',
    hint: 'pass --yes, or a plan file that was looked at before: policyctl plan --out plan.json',
  })
}

/** Results go to standard output; where that is a document, the plan is only for who is asked. @returns whether it was shown. */
function show(prepared: Prepared, { planning, policies, isReviewed }: Errand): boolean {
  const { invocation } = planning
  const { context, global, format } = invocation
  const asks = invocation.options.yes !== true && !isReviewed
  if (!asks && (format === 'json' || global.quiet)) return false
  const output = format === 'json' ? context.stderr : context.stdout
  const view = planView(prepared, planning, policies)
  output.write(`${planText(view, { color: output.hasColor, verbose: global.verbose })}\n`)
  return true
}

async function isAgreed(
  plan: Plan,
  { planning: { invocation }, isReviewed, name }: Errand,
): Promise<boolean> {
  if (isReviewed || invocation.options.yes === true) return true
  const count = new Set(plan.phases.flatMap(({ writes }) => writes.map(({ policy }) => policy))).size
  const what = count === 1 ? '1 change' : `${count} changes`
  return confirm(invocation.context, `${name} ${what} to ${printable(plan.target.name)}?`)
}

function refuse(plan: Plan, isShown: boolean, { planning: { invocation } }: Errand): ExitStatus {
  const where = printable(plan.target.name)
  if (invocation.format === 'json')
    writeDocument(nothingRun(plan, 'not written: other steps are blocked'), invocation)
  const output = verdictStream(invocation)
  // A plan that was not shown does not say why either.
  if (!isShown) for (const one of plan.blocked) output.write(`${blockedText(one)}\n`)
  output.write(`Refused: nothing was written to ${where}.\n`)
  return EXIT.refused
}

function blockedText({ policy, guard, message }: Blocked): string {
  const subject = policy === null ? '' : `${printable(policy)}: `
  return `${guard}: ${subject}${printable(message)}`
}

function declined(plan: Plan, { planning: { invocation } }: Errand): ExitStatus {
  if (invocation.format === 'json')
    writeDocument(nothingRun(plan, 'not written: nobody said yes'), invocation)
  verdictStream(invocation).write(`Nothing was written to ${printable(plan.target.name)}.\n`)
  return EXIT.no
}

function report(
  done: Done,
  { prepared, isShown }: { prepared: Prepared; isShown: boolean },
  errand: Errand,
): ExitStatus {
  const { invocation, target } = errand.planning
  const { context, global, format } = invocation
  const result = withDone(done.result, errand.alreadyDone?.(prepared) ?? [])
  const view = {
    result,
    target: target.name,
    differences: done.differences,
    toldBefore: isShown ? prepared.plan.blocked : [],
    isSeen: done.live !== null || !hasBegun(done.result),
    wasStopped: context.stop.aborted,
  }
  const output = verdictStream(invocation)
  const options = { color: output.hasColor, verbose: global.verbose }
  if (format === 'json') writeDocument(result, invocation)
  if (format === 'text') output.write(applyText(view, options))
  else if (!global.quiet || !result.converged) output.write(applyVerdict(view, options))
  if (done.ledgerError !== null) {
    if (hasBegun(done.result)) context.stderr.write(unrecorded(target.name))
    throw done.ledgerError
  }
  const isSkipping = prepared.plan.blocked.length > 0
  return strongest(
    isSkipping ? EXIT.refused : EXIT.done,
    hasFailed(result, prepared.plan) ? EXIT.no : EXIT.done,
  )
}

/** What follows is why; without this it would read as if nothing had been done. */
function unrecorded(target: string): string {
  return `${printable(target)} was written to, and the ledger does not know of it: once the cause below is gone, run policyctl apply again (if it says locked: policyctl unlock first)\n`
}

/** Of what was not touched nothing has to be proven. */
function hasBegun({ results }: ApplyResult): boolean {
  return results.some(({ status, attempts }) => status !== 'not-run' || attempts > 0)
}

/** What blocked steps leave undone is refused, not failed. */
function hasFailed({ results, converged }: ApplyResult, { phases, blocked }: Plan): boolean {
  if (converged) return false
  if (blocked.length === 0) return true
  const planned = new Set(phases.flatMap(({ writes }) => writes.map(({ policy }) => policy)))
  return results.some(
    ({ policy, status }) => planned.has(policy) && (status === 'failed' || status === 'not-run'),
  )
}

function withDone(result: ApplyResult, more: ApplyResult['results']): ApplyResult {
  const { summary } = result
  return {
    ...result,
    summary: { ...summary, skipped: summary.skipped + more.length },
    results: [...result.results, ...more],
  }
}

/** The last line of every apply names the target, also where standard output holds a document. */
function verdictStream({ context, format }: Invocation): Invocation['context']['stdout'] {
  return format === 'json' ? context.stderr : context.stdout
}

function writeDocument(result: ApplyResult, { context }: Invocation): void {
  context.stdout.write(jsonLine(result))
}
