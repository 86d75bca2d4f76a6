/** Prints on a terminal the access that a log did not use. */

import pc from 'picocolors'
import type { TightenAnswer, TightenDocument } from '../answers/tighten.ts'
import { count } from '../diagnostic/count.ts'
import { agentLabel } from '../policy/binding.ts'
import { sharedLines } from '../words/effect-words.ts'
import { naturalNames } from '../words/natural-order.ts'
import { printable } from '../words/printable.ts'
import { logWords, unknownAgentsWords } from '../words/replay-words.ts'
import { ruleExtentWords } from '../words/rule-words.ts'
import { namesText, terminal } from './terminal.ts'

export interface TightenTextOptions {
  readonly color: boolean
  readonly verbose: boolean
}

const NAMES = 8

export function tightenText({ document, view }: TightenAnswer, options: TightenTextOptions): string {
  const { bold } = pc.createColors(options.color)
  const limit = options.verbose ? Number.POSITIVE_INFINITY : NAMES
  const narrowed = document.narrower.flatMap(({ policy, rule, before, after, calls }) => [
    `▼   ${printable(`${policy}#${rule}`)}   ${count(calls, 'call')}`,
    `      ${terminal(ruleExtentWords(before))}`,
    `    → ${terminal(ruleExtentWords(after))}`,
  ])
  const rules = document.unused.flatMap((item) => ('rule' in item ? [`${item.policy}#${item.rule}`] : []))
  const routes = document.unused.flatMap((item) => ('route' in item ? [`${item.policy}@${item.route}`] : []))
  const unknownAgents = unknownAgentsWords(document, view)
  const line = (label: string, text: string | null): readonly string[] =>
    text === null ? [] : [`${bold(label.padEnd(LABEL))}${text}`]
  const lines = [
    terminal(logWords(document, view)),
    ...(narrowed.length === 0 ? [] : ['', ...narrowed]),
    '',
    ...(view.agents === 0
      ? []
      : [
          ...line('NEVER USED', listed(`of ${count(view.rules, 'rule')}`, rules, limit)),
          ...line('ROUTES UNUSED', routes.length === 0 ? null : namesText(routes, limit)),
          ...line('NO CALLS OF', quietText(view.quiet, limit)),
          ...line('SHORT LOG', shortText(document)),
        ]),
    ...line('UNKNOWN AGENTS', unknownAgents === null ? null : terminal(unknownAgents, { limit })),
    ...(view.agents === 0 ? [] : keptTexts(document, limit).flatMap((text) => line('KEPT', text))),
    ...sharedLines(document.shared),
    endText({ document, view }),
  ]
  return `${lines.join('\n')}\n`
}

const LABEL = 17

function listed(of: string, names: readonly string[], limit: number): string {
  return names.length === 0 ? `none ${of}` : `${names.length} ${of}: ${namesText(names, limit)}`
}

/** One text for each reason. */
function keptTexts({ kept }: TightenDocument, limit: number): readonly string[] {
  return [...new Set(kept.map(({ reason }) => reason))].map((reason) => {
    const rules = kept.filter((rule) => rule.reason === reason).map(({ policy, rule }) => `${policy}#${rule}`)
    return `${namesText(rules, limit)}: ${printable(reason)}`
  })
}

function quietText(quiet: readonly string[], limit: number): string | null {
  if (quiet.length === 0) return null
  return `${namesText(naturalNames(quiet.map(agentLabel)), limit)}`
}

/** Warns of a short log: in a log of a week, a rule that is needed once a month looks unused. */
function shortText({ log, unused, narrower }: TightenDocument): string | null {
  if (unused.length + narrower.length === 0) return null
  const { calls, first, last } = log
  const risk = 'a rule that is needed less often looks unused'
  if (first === null || last === null)
    return `${count(calls, 'call')} without times, so nobody knows what period they cover; ${risk}`
  const days = Math.ceil((Date.parse(last) - Date.parse(first)) / DAY) || 1
  return days >= LONG_DAYS ? null : `${count(calls, 'call')} within ${count(days, 'day')}: ${risk}`
}

const DAY = 86_400_000
/** Most regular work is done at least once a month. */
const LONG_DAYS = 28

function endText({ document, view }: Pick<TightenAnswer, 'document' | 'view'>): string {
  const [narrow, remove] = view.isWritten ? ['narrowed', 'removed'] : ['narrow', 'remove']
  const edits = [
    ...(document.narrower.length === 0 ? [] : [`${narrow} ${count(document.narrower.length, 'rule')}`]),
    ...(view.removed.length === 0 ? [] : [`${remove} ${count(view.removed.length, 'unused allow rule')}`]),
  ].join(' and ')
  if (edits === '' && view.agents === 0)
    return 'the rules were not judged: no call of an agent with a binding was read'
  if (edits === '' && document.unused.length + document.kept.length > 0)
    return 'nothing for --write to edit: the points above are for people to judge'
  if (edits === '') return 'nothing to tighten: the rules are as narrow as they can get for this log'
  if (view.isWritten) return `${edits} in ${printable(document.written.join(', '))}`
  return `nothing was written; --write would ${edits}, and every call of the log would be decided as before`
}
