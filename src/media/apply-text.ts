/** What an apply did, on a terminal; the last line is the verdict and names the target. */
import pc from 'picocolors'
import type { ApplyResult, StepResult } from '../apply/apply-result.ts'
import type { Progress } from '../apply/run.ts'
import type { Blocked } from '../plan/plan.ts'
import { printable } from '../words/printable.ts'

export interface ApplyView {
  readonly result: ApplyResult
  readonly target: string
  /** Policies outside the plan that are not what the files want. */
  readonly differences: readonly { readonly policy: string; readonly message: string }[]
  /** What stands in the plan that was shown before; results then name the guard only. */
  readonly toldBefore: readonly Blocked[]
  /** Whether the list at the end could be read, or none was needed. */
  readonly isSeen: boolean
  readonly wasStopped: boolean
}

export interface ApplyTextOptions {
  readonly color: boolean
  readonly verbose: boolean
}

const DONE: Readonly<Record<StepResult['action'], string>> = {
  create: 'created',
  update: 'updated',
  delete: 'deleted',
}

export function applyText(view: ApplyView, options: ApplyTextOptions): string {
  const lines = view.result.results
    .filter((one) => options.verbose || !isPlain(one))
    .map((one) => withoutRepeating(one, view.toldBefore))
    .map((one) => `${resultLine(one, options)}\n`)
  return `${lines.join('')}${applyVerdict(view, options)}`
}

/** What the document of an apply does not say: differences outside the plan, and the verdict with the target. */
export function applyVerdict(view: ApplyView, options: ApplyTextOptions): string {
  const { differences, isSeen } = view
  const lines = [
    ...differences.map(
      ({ policy, message }) => `! ${printable(policy)}   ${printable(message)}; not part of this plan`,
    ),
    ...(isSeen ? [] : ['the workspace could not be read at the end: what it holds is not proven']),
  ]
  return `${[...lines, verdict(view, options)].join('\n')}\n`
}

function withoutRepeating(one: StepResult, toldBefore: readonly Blocked[]): StepResult {
  const told = toldBefore.find(({ guard, message }) => one.error === `${guard}: ${message}`)
  return told === undefined ? one : { ...one, error: `blocked by ${told.guard}` }
}

function isPlain({ status, attempts }: StepResult): boolean {
  return (status === 'applied' && attempts <= 2) || status === 'skipped'
}

function resultLine(
  { action, policy, status, attempts, error }: StepResult,
  { color }: ApplyTextOptions,
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

function verdict({ result, target, wasStopped }: ApplyView, { color }: ApplyTextOptions): string {
  const { bold, green, red } = pc.createColors(color)
  const { applied, skipped, failed, notRun } = result.summary
  const where = `${printable(target)}`
  if (result.converged && applied + skipped === 0)
    return green(`${bold('Nothing to do')}: ${where} holds what was planned.`)
  const counts = [
    `${applied} applied`,
    ...(skipped > 0 ? [`${skipped} already there`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(notRun > 0 ? [`${notRun} not run`] : []),
  ].join(', ')
  if (result.converged) return green(`${bold(counts)}: ${where} holds what was planned.`)
  const next = wasStopped
    ? 'stopped; run it again to finish the job'
    : 'run it again when the cause is mended'
  return red(`${bold(counts)}: ${next}. Target: ${where}.`)
}

/** One line that is written over and over while an apply runs. */
export function progressText({ done, total, failed, writers }: Progress): string {
  const bad = failed > 0 ? `, ${failed} failed` : ''
  return `writing ${done} of ${total}${bad}, ${writers} at a time`
}
