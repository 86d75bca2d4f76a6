/** Words for a proposal, or for the reason why there is none. */
import type { Proposal, ProposalRefusal } from '../answers/propose.ts'
import { ruleExtentWords } from './rule-words.ts'
import { asCode, say, type Words } from './span.ts'

/** `pay#2 allow POST https://x/v1/pay in policies/pay.yaml, with a route for it`. */
export function proposalWords({ policy, rule, after, file, route }: Proposal): Words {
  const edit = say`${asCode(`${policy}#${rule}`)} ${asCode(after.permission)} ${ruleExtentWords(after)} in ${asCode(file)}`
  return route === null ? edit : say`${edit}, with a route for it that asks the same people`
}

export function obstructionWords({ message }: ProposalRefusal): Words {
  return say`nothing is proposed: ${asCode(message)}`
}
