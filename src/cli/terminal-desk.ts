/** Somebody at a terminal: asked, and shown in one line how writes go on. */
import type { PlanAnswer } from '../answers/plan.ts'
import type { Progress } from '../apply/run.ts'
import type { Desk, Watch } from '../deploy/desk.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { planText } from '../media/plan-text.ts'
import { progressText } from '../media/progress-text.ts'
import { heldLockText } from '../media/unlock-text.ts'
import { printable } from '../words/printable.ts'
import type { CliContext } from './cli-context.ts'
import type { Showing } from './program.ts'

const TO_START_AND_CLEAR = '\r\u001b[2K'

/** The same trouble is told again after so many milliseconds. */
const TOLD_FOR = 15_000

const STOPPING = 'stopping: what is in flight is finished first; Ctrl-C again does not wait for it'

export function terminalDesk(context: CliContext, choices: Showing): Desk {
  return {
    showPlan: (plan, { isAsked }) => showPlan(context, { plan, isAsked, ...choices }),
    canAsk: context.stdin.isTerminal,
    showLock: async (lock) => {
      context.stdout.write(heldLockText(lock))
    },
    confirm: (question) => confirm(context, question),
    watch: () => watch(context, choices.quiet),
  }
}

interface ShownPlan extends Showing {
  readonly plan: PlanAnswer
  readonly isAsked: boolean
}

/** Results go to standard output; where that is a document, the plan is only for who is asked. */
async function showPlan(
  context: CliContext,
  { plan, isAsked, format, quiet, verbose }: ShownPlan,
): Promise<boolean> {
  if (!isAsked && (format === 'json' || quiet)) return false
  const output = format === 'json' ? context.stderr : context.stdout
  // Loaded when there is something to show, since every command has a desk.
  output.write(`${planText(plan.view, { color: output.hasColor, verbose })}\n`)
  return true
}

async function confirm({ stdin, stderr, stop }: CliContext, question: string): Promise<boolean> {
  if (!stdin.isTerminal) {
    throw new PolicyctlError('confirmation-required', {
      message: 'this asks before it goes on, and there is no terminal to ask on',
      hint: 'pass --yes if it should go on without being asked',
    })
  }
  stderr.write(`${printable(question)} [y/N] `)
  const answer = await stdin.readLine(stop)
  // Ctrl-C and Ctrl-D leave the cursor behind the question.
  if (answer === null) stderr.write('\n')
  return ['y', 'yes'].includes((answer ?? '').trim().toLowerCase())
}

/** One line on a terminal, written over and over; in a pipe only what a log needs. */
function watch({ stderr, clock }: CliContext, quiet: boolean): Watch {
  let [isShown, isOver] = [false, quiet]
  const told = new Map<string, number>()
  const clear = (): void => {
    if (isShown) stderr.write(TO_START_AND_CLEAR)
    isShown = false
  }
  const note = (text: string): void => {
    clear()
    stderr.write(`${text}\n`)
  }
  return {
    progress: (progress: Progress) => {
      if (isOver || !stderr.isTerminal) return
      isShown = true
      stderr.write(TO_START_AND_CLEAR + progressText(progress).slice(0, stderr.columns - 1))
    },
    trouble: ({ code, message }) => {
      const last = told.get(code)
      if (isOver || (last !== undefined && clock.elapsed() - last < TOLD_FOR)) return
      told.set(code, clock.elapsed())
      note(`${printable(message)}; trying again`)
    },
    notice: (text) => {
      if (!isOver) note(printable(text))
    },
    stopping: () => {
      if (!isOver) note(STOPPING)
    },
    end: () => {
      clear()
      isOver = true
    },
  }
}
