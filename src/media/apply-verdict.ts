/** The last line of an apply: what was done, to which target, and what that leaves open. */
import pc from 'picocolors'
import type { ApplyAnswer, ApplyDocument } from '../answers/apply.ts'
import type { ApplyResult } from '../apply/apply-result.ts'
import { firstNames } from '../diagnostic/first-names.ts'
import { embeddedFile } from '../policy/workspace.ts'
import { managedWords, nothingWritten } from '../words/apply-words.ts'
import { printable } from '../words/printable.ts'
import type { Look } from './printed.ts'
import { terminal } from './terminal.ts'

export function verdictLine({ document, view }: ApplyAnswer, look: Pick<Look, 'color' | 'targets'>): string {
  const { bold, green, red } = pc.createColors(look.color)
  const { applied, skipped } = document.summary
  const where = appliedTo(view.plan, look)
  const holds = (look.targets?.length ?? 1) === 1 ? 'holds' : 'hold'
  const more = [
    overwrittenText(document, view),
    ...outsideWritesTexts(document),
    practiceText(view.plan, look),
  ]
  const rest = more.map((sentence) => (sentence === '' ? '' : ` ${sentence}`)).join('')
  const counts = applied + skipped === 0 ? atStart(nothingWritten(document)) : applyCounts(document)
  if (document.converged) return `${green(`${bold(counts)}: ${where} ${holds} what was planned.`)}${rest}`
  const next = nextText(document, view)
  return `${red(`${bold(applyCounts(document))}: ${next}. Target: ${where}.`)}${rest}`
}

/** Says what to do about an apply that did not converge. If all is written, running it again mends nothing. */
function nextText(
  { summary }: ApplyDocument,
  { wasStopped }: Pick<ApplyAnswer['view'], 'wasStopped'>,
): string {
  if (wasStopped) return 'stopped; run it again to finish the job'
  return summary.failed + summary.notRun === 0
    ? 'all is written, but it is not proven that it stands; policyctl plan shows what does not'
    : 'run it again when the cause is fixed'
}

function atStart(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const NAMED = 5

/** Nobody may have read the plan: with --yes, live edits that left access wider or equal are written over. */
function overwrittenText({ results, newlyManaged }: ApplyDocument, { plan }: ApplyAnswer['view']): string {
  const done = new Set(results.flatMap(({ status, policy }) => (status === 'applied' ? [policy] : [])))
  const names = plan.steps.flatMap(({ origin, policy }) =>
    (origin === 'live' || origin === 'both') && done.has(policy) && !newlyManaged.includes(policy)
      ? [policy]
      : [],
  )
  return names.length === 0
    ? ''
    : `Changed live since the last apply, and undone: ${printable(firstNames(names, NAMED))}.`
}

/** Facts that 'holds what was planned' would hide: what may be deleted now, and what still differs. */
function outsideWritesTexts({ newlyManaged, leftOut }: ApplyDocument): readonly string[] {
  const others = printable(firstNames(leftOut, NAMED))
  const differ = leftOut.length === 1 ? 'it differs' : 'they differ'
  return [
    newlyManaged.length === 0 ? '' : `${terminal(managedWords(newlyManaged), { limit: NAMED })}.`,
    leftOut.length === 0 ? '' : `Left as it was, though ${differ} too: ${others}.`,
  ]
}

/** Somebody who applies without a real target must not take a file on disk for the workspace. */
function practiceText({ target }: ApplyAnswer['view']['plan'], look: Pick<Look, 'targets'>): string {
  const file = embeddedFile(target)
  if (file === null) return ''
  const where = appliedTo({ target }, look)
  return (look.targets?.length ?? 1) === 1
    ? `No real workspace was changed: ${where} is the practice workspace in ${printable(file)}.`
    : `No real workspace was changed: ${where} are practice workspaces on disk.`
}

/** `3 applied, 1 failed`; `nothing to do` where there was nothing. */
export function applyCounts({ summary, converged }: ApplyResult): string {
  const { applied, skipped, failed, notRun } = summary
  if (converged && applied + skipped === 0) return 'nothing to do'
  return [
    `${applied} applied`,
    ...(skipped > 0 ? [`${skipped} already there`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(notRun > 0 ? [`${notRun} not run`] : []),
  ].join(', ')
}

export function appliedTo(
  { target }: Pick<ApplyAnswer['view']['plan'], 'target'>,
  { targets = [target.name] }: Pick<Look, 'targets'>,
): string {
  return targets.map(printable).join(', ')
}
