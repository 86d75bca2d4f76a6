import { grantsOfTools } from '../access/questions/grants-of-tools.ts'
import { type WhoCanQuestion, whoCan } from '../access/questions/who-can.ts'
import { type WhoCanAnswer, whoCanAnswer } from '../answers/who-can.ts'
import { assertQuestion, FIELD } from '../diagnostic/assert-question.ts'
import { openSides } from '../workbench/side.ts'
import type { SideName } from '../workbench/side-name.ts'
import { toolsOf } from '../workbench/tools-of.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { checkedPattern, warnOfPattern } from './checked-pattern.ts'
import { warnOfDangling } from './warn-of-dangling.ts'
import { warnOfMethod } from './warn-of-request.ts'

export interface WhoCanSendQuestion extends WhoCanQuestion {
  readonly side: SideName
}

/**
 * Lists every agent, and every policy that is bound to no known agent, that may send
 * requests that match a method and a pattern.
 *
 * @throws PolicyctlError usage if method or pattern is invalid; and what opening sides throws.
 */
export async function whoCanSend(workbench: Workbench, wanted: WhoCanSendQuestion): Promise<WhoCanAnswer> {
  assertQuestion('whoCanSend', wanted, { method: FIELD.text, pattern: FIELD.text, side: FIELD.side })
  const { side: name, ...asked } = wanted
  const question = checkedPattern(asked)
  warnOfMethod(question.method, workbench.context)
  warnOfPattern(question.pattern, workbench.context)
  const [side] = await openSides([name], workbench)
  if (side === undefined) throw new Error('who-can without a side')
  warnOfDangling(side, [...side.access.bindings.keys()], workbench.context)
  const tools = await toolsOf(workbench, name)
  const usable = grantsOfTools(whoCan(question, side.access), { side: side.access, tools })
  return whoCanAnswer(question, usable, side)
}
