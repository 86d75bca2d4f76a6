/** The desk of the command line: it shows plans, asks for confirmation, and shows the progress of writes in one line. */
import type { PlanAnswer } from '../answers/plan.ts'
import type { RefusalAnswer } from '../answers/refusal.ts'
import type { SeveralAnswer } from '../answers/several.ts'
import type { Desk } from '../deploy/desk.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { targetEndText, waveText } from '../media/apply-news.ts'
import { planPrinted } from '../media/plan-of-group.ts'
import { planText } from '../media/plan-text.ts'
import type { Printed } from '../media/printed.ts'
import { refusalMedium } from '../media/refusal.ts'
import { severalText } from '../media/several-text.ts'
import { heldLockText } from '../media/unlock-text.ts'
import { printable } from '../words/printable.ts'
import type { CliContext } from './cli-context.ts'
import type { PrintChoices } from './program.ts'
import { writeBoard } from './write-board.ts'

export function terminalDesk(context: CliContext, choices: PrintChoices): Desk {
  const board = writeBoard(context, choices)
  return {
    showPlan: (plan, { isAsked }) => showPlan(context, { plan, isAsked, ...choices }),
    canAsk: context.stdin.isTerminal,
    showLock: async (lock) => {
      context.stdout.write(heldLockText(lock))
    },
    confirm: (question) => confirm(context, question),
    showPlans: (plans, { isAsked }) => showPlans(context, { plans, isAsked, ...choices }),
    watch: (target) => board.watch(target),
    waveBegins: (wave, of) => board.note(waveText(wave, of)),
    targetEnded: (outcome) => board.note(targetEndText(outcome)),
  }
}

interface ShownPlans extends PrintChoices {
  readonly plans: SeveralAnswer<PlanAnswer | RefusalAnswer | PolicyctlError>
  readonly isAsked: boolean
}

interface ShownPlan extends PrintChoices {
  readonly plan: PlanAnswer
  readonly isAsked: boolean
}

/** With JSON, standard output is for the document: the plan goes to standard error, and only if the user is asked. */
async function showPlan(context: CliContext, { plan, ...shown }: ShownPlan): Promise<boolean> {
  return showText(context, shown, ({ color, verbose }) => `${planText(plan.view, { color, verbose })}\n`)
}

async function showPlans(context: CliContext, { plans, ...shown }: ShownPlans): Promise<boolean> {
  return showText(context, shown, (look) => {
    const one = (answer: PlanAnswer | RefusalAnswer, targets: readonly string[]): Printed =>
      answer.kind === 'refusal'
        ? refusalMedium(answer, { hasDocument: false })
        : planPrinted(answer.view, { ...look, targets })
    const { stdout, stderr = '' } = severalText(plans, one, {
      ...look,
      notesColor: look.color,
      isMarkdown: false,
    })
    return `${stdout}${stderr}\n`
  })
}

function showText(
  context: CliContext,
  { isAsked, format, quiet, verbose }: PrintChoices & { readonly isAsked: boolean },
  textOf: (look: { readonly color: boolean; readonly verbose: boolean }) => string,
): boolean {
  if (!isAsked && (format === 'json' || quiet)) return false
  const output = format === 'json' ? context.stderr : context.stdout
  output.write(textOf({ color: output.hasColor, verbose }))
  return true
}

async function confirm({ stdin, stderr, stop }: CliContext, question: string): Promise<boolean> {
  if (!stdin.isTerminal) {
    throw new PolicyctlError('confirmation-required', {
      message: 'the command asks before it goes on, and there is no terminal to ask on',
      hint: 'pass --yes to go on without being asked',
    })
  }
  await stdin.forgetTyped?.()
  stderr.write(`${printable(question)} [y/N] `)
  const answer = await stdin.readLine(stop)
  // After Ctrl-C and Ctrl-D the cursor is still behind the question.
  if (answer === null) stderr.write('\n')
  return ['y', 'yes'].includes((answer ?? '').trim().toLowerCase())
}
