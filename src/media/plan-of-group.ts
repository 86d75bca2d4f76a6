/** Prints a plan for a group of targets: one line if nothing changes, and the blocks in the heading. */
import pc from 'picocolors'
import type { PlanView } from '../answers/plan.ts'
import { uncomparedIn } from '../plan/unreadable.ts'
import { guardsIn, unlifted } from '../words/guard-words.ts'
import { assumptionWords, guardrailCount } from '../words/guardrail-words.ts'
import { countsText, lockWords } from '../words/plan-words.ts'
import type { Words } from '../words/span.ts'
import { markdown } from './markdown.ts'
import { planMarkdown } from './plan-markdown.ts'
import { planText } from './plan-text.ts'
import type { Look, Printed } from './printed.ts'
import { terminal } from './terminal.ts'

type PlanLook = Pick<Look, 'color' | 'verbose' | 'targets'>

export function planPrinted(view: PlanView, look: PlanLook): Printed {
  const { color, verbose, targets } = look
  if (targets === undefined) return { stdout: planText(view, look) }
  if (isQuiet(view) && !verbose) return { stdout: '', remark: quietWords(view, terminal) }
  const blocked = blockedWords(view)
  const { bold, red } = pc.createColors(color)
  return { stdout: planText(view, look), ...(blocked === '' ? {} : { remark: bold(red(blocked)) }) }
}

export function planPrintedMarkdown(view: PlanView, look: PlanLook): Printed {
  const { verbose, targets } = look
  if (targets === undefined) return { stdout: planMarkdown(view, look) }
  if (isQuiet(view) && !verbose) return { stdout: '', remark: quietWords(view, markdown) }
  const blocked = blockedWords(view)
  return { stdout: planMarkdown(view, look), ...(blocked === '' ? {} : { remark: blocked }) }
}

/** Tells whether one line is enough: nothing to write, nothing unknown, nothing that waits for a person. */
function isQuiet(view: PlanView): boolean {
  const { plan, ledger, rulings, guardrails } = view
  const isSettled =
    ledger !== null &&
    typeof ledger !== 'string' &&
    ledger.editedLive.length === 0 &&
    ledger.interrupted.length === 0 &&
    lockWords(view).length === 0
  const told = [
    ...[plan.steps, plan.renames, plan.handOvers, plan.unknownFields, plan.blocked, uncomparedIn(plan)],
    ...[view.dangling, view.goneAgents, view.unmanaged, view.idleExceptions, rulings],
    guardrails.filter(({ result }) => result !== 'proven'),
  ]
  return isSettled && told.every(({ length }) => length === 0)
}

function quietWords({ plan, guardrails }: PlanView, medium: (words: Words) => string): string {
  const assumed = assumptionWords(guardrails).map((words) => `, ${medium(words)}`)
  const held = guardrails.length === 0 ? '' : `; guardrails ${guardrailCount(guardrails)}${assumed.join('')}`
  return `no change: ${countsText(plan)}${held}`
}

function blockedWords({ plan, rulings }: PlanView): string {
  return plan.blocked.length === 0 ? '' : `BLOCKED: ${guardsIn(unlifted(rulings))}`
}
