/** Prints on a terminal the smallest edits that would allow a call, each with everything else that it changes. */

import pc from 'picocolors'
import type { Proposal, ProposalRefusal, ProposeAnswer } from '../answers/propose.ts'
import { count } from '../diagnostic/count.ts'
import { agentLabel } from '../policy/binding.ts'
import type { Request } from '../policy/request.ts'
import { changeWords } from '../words/decision-words.ts'
import { sharedLines } from '../words/effect-words.ts'
import { printable } from '../words/printable.ts'
import { obstructionWords, proposalWords } from '../words/propose-words.ts'
import { logWords, unknownAgentsWords } from '../words/replay-words.ts'
import { requestWords, witnessWords } from '../words/request-words.ts'
import { whoWords } from '../words/who-words.ts'
import { pairText } from './regions-text.ts'
import { terminal } from './terminal.ts'

export interface ProposeTextOptions {
  readonly color: boolean
  readonly verbose: boolean
}

const NAMES = 4
const PROPOSALS = 3

export function proposeText({ document, view }: ProposeAnswer, options: ProposeTextOptions): string {
  const { request, log, denied, more, written } = document
  const { bold } = pc.createColors(options.color)
  const limit = options.verbose ? Number.POSITIVE_INFINITY : NAMES
  const unknownAgents = unknownAgentsWords(document, view)
  const wanted = view.decision === 'allow' ? 'allowed' : 'asked for'
  const head =
    log === null
      ? []
      : [
          terminal(logWords({ log }, view)),
          `${count(denied.length + more, 'distinct call')} denied that could be ${wanted}`,
          ...(unknownAgents === null
            ? []
            : [`${bold('UNKNOWN AGENTS')}   ${terminal(unknownAgents, { limit })}`]),
        ]
  const single =
    request === null
      ? []
      : view.isDecided
        ? [`${asked(request, view.agent)} is ${wanted} already`]
        : answered(asked(request, view.agent), document, options)
  const several = denied.flatMap((one) => [
    '',
    ...answered(`${count(one.calls, 'call')}   ${asked(one.request, one.agent)}`, one, options),
  ])
  const rest = more === 0 ? [] : ['', `and ${count(more, 'distinct call')} more`]
  const shared = sharedLines(document.shared)
  const end = [
    ...(shared.length === 0 ? [] : ['', ...shared]),
    ...(written.length === 0 ? [] : ['', `written: ${printable(written.join(', '))}`]),
  ]
  return `${[...head, ...single, ...several, ...rest, ...end].join('\n')}\n`
}

function asked(request: Request, agent: string | null): string {
  const who = agent === null ? '' : ` as ${printable(agentLabel(agent))}`
  return `${terminal(witnessWords(request))}${who}`
}

interface AnsweredCall {
  readonly proposals: readonly Proposal[]
  readonly refused: ProposalRefusal | null
}

function answered(
  call: string,
  { proposals, refused }: AnsweredCall,
  { color, verbose }: ProposeTextOptions,
): readonly string[] {
  const { bold } = pc.createColors(color)
  const shown = verbose ? proposals : proposals.slice(0, PROPOSALS)
  const rest = proposals.length - shown.length
  return [
    bold(call),
    ...(refused === null ? [] : [`  ${terminal(obstructionWords(refused))}`]),
    ...shown.flatMap((proposal, index) => proposalLines(proposal, index + 1, verbose)),
    ...(rest === 0 ? [] : [`  and ${count(rest, 'proposal')} more (--verbose)`]),
  ]
}

function proposalLines(proposal: Proposal, number: number, verbose: boolean): readonly string[] {
  const limit = verbose ? Number.POSITIVE_INFINITY : NAMES
  const changes = proposal.access.map(
    (region) =>
      `       ${terminal(whoWords(region), { limit })}   ${terminal(requestWords(region), { limit })}   ${pairText(changeWords(region))}`,
  )
  return [`  ${number}  ${terminal(proposalWords(proposal))}`, '     which changes', ...changes]
}
