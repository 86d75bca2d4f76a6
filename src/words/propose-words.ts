/** Words for a proposal, or for the reason why there is none. */
import type { Proposal, ProposalRefusal } from '../answers/propose.ts'
import { ruleExtentWords } from './rule-words.ts'
import { asCode, say, type Words } from './span.ts'

/**
 * `new rule pay#2: allow POST https://x/v1/pay in policies/pay.yaml`, `pay#0 becomes allow GET POST …`.
 * A new rule is for one request, so it has one method; a rule that gets one more has at least two.
 */
export function proposalWords({ policy, rule, after, file, route }: Proposal): Words {
  const place = asCode(`${policy}#${rule}`)
  const subject = after.operations?.length === 1 ? say`new rule ${place}:` : say`${place} becomes`
  const edit = say`${subject} ${asCode(after.permission)} ${ruleExtentWords(after)} in ${asCode(file)}`
  return route === null ? edit : say`${edit}, with a route for it that asks the same people`
}

export function obstructionWords({ message }: ProposalRefusal): Words {
  return say`nothing is proposed: ${asCode(message)}`
}
