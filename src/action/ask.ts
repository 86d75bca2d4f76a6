/** Asks the workbench a question and shows the answer in the log; an error becomes an answer, too. */
import type { AnyAnswer } from '../answers/any-answer.ts'
import type { RefusalAnswer } from '../answers/refusal.ts'
import type { Failure } from '../answers/target-report.ts'
import { EXIT, type ExitStatus } from '../diagnostic/exit-status.ts'
import { knownError } from '../diagnostic/known-error.ts'
import type { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { errorText } from '../media/error-text.ts'
import type { Look } from '../media/printed.ts'
import { refusalMedium } from '../media/refusal.ts'
import type { Context } from '../workbench/context.ts'
import { type Workbench, withWorkbench } from '../workbench/workbench.ts'
import { judgingConfig, type Session } from './session.ts'

/** How the log shows an answer. */
export const LOOK: Look = { color: false, notesColor: false, columns: null, verbose: false, quiet: false }

export interface ActionQuestion<Answered extends AnyAnswer> {
  /** `plan`. */
  readonly name: string
  /** The target, as for --target; null: config and environment choose. */
  readonly target?: string | null
  readonly ask: (workbench: Workbench) => Promise<Answered | RefusalAnswer>
  /** The answer as the log shows it. */
  readonly textOf: (answer: Answered) => string
}

export interface Asked<Answered> {
  readonly status: ExitStatus
  readonly answer: Answered | null
  /** The reason why there is no answer; null: there is one. */
  readonly failure: Failure | null
}

export async function ask<Answered extends AnyAnswer>(
  session: Session,
  { name, target = null, ask: work, textOf }: ActionQuestion<Answered>,
): Promise<Asked<Answered>> {
  const said: string[] = []
  const context = listening(session.context, said)
  const options = { target, config: judgingConfig(session.base) }
  const done = (asked: Asked<Answered>, text: string): Asked<Answered> => {
    const title = target === null ? name : `${name} ${target}`
    session.show(`${title}: exit status ${asked.status}`, [...said, text].join('\n'))
    return asked
  }
  try {
    const answer = await withWorkbench(context, options, work)
    if (isRefusal(answer))
      return done(
        { status: answer.status, answer: null, failure: refusalFailure(answer) },
        refusalText(answer),
      )
    return done({ status: answer.status, answer, failure: null }, textOf(answer))
  } catch (thrown) {
    const error = knownError(thrown)
    const status = error.exitStatus === EXIT.refused ? EXIT.refused : EXIT.failed
    return done(
      { status, answer: null, failure: failureOf(error) },
      errorText(error, { color: false, stack: error.code === 'internal' }),
    )
  }
}

export function failureOf({ code, message, hint }: PolicyctlError): Failure {
  return { code, message, hint }
}

function isRefusal(answer: AnyAnswer): answer is RefusalAnswer {
  return answer.kind === 'refusal'
}

function refusalText(answer: RefusalAnswer): string {
  return refusalMedium(answer, { hasDocument: false }).stderr ?? ''
}

function refusalFailure({ view, document }: RefusalAnswer): Failure {
  return {
    code: 'files-have-errors',
    message: view.verdict,
    hint: `lint names ${document.summary.errors === 1 ? 'it' : 'them'} with the place`,
  }
}

/** Returns a context that collects the notices of the run, for its place in the log. */
function listening(context: Context, said: string[]): Context {
  const notify: Context['notify'] = ({ kind, text }) => {
    if (kind !== 'detail') said.push(text)
  }
  return Object.create(context, { notify: { value: notify } })
}
