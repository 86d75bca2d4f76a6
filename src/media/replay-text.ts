/** Prints a replay on a terminal: calls that would be refused or newly allowed first, with a line of the log. */

import pc from 'picocolors'
import { directionOpens } from '../access/model/opens.ts'
import type { Direction } from '../access/model/region.ts'
import type { ReplayAnswer, UsedRegion } from '../answers/replay.ts'
import { grouped } from '../diagnostic/count.ts'
import { bindingsBehind, DOCUMENTS_DECIDE } from '../words/binding-words.ts'
import { namesBetweenWords } from '../words/cause-words.ts'
import { DIRECTION_SIGN } from '../words/direction-sign.ts'
import { printable } from '../words/printable.ts'
import {
  callEffectWords,
  logWords,
  placeText,
  replayGapsWords,
  unchangedWords,
  unknownAgentsWords,
  unusedOpeningWords,
  unusedRulesWords,
  usedWords,
} from '../words/replay-words.ts'
import type { Words } from '../words/span.ts'
import { terminal } from './terminal.ts'

export interface ReplayTextOptions {
  readonly color: boolean
  readonly verbose: boolean
}

/** Longer lists are cut without --verbose. */
const NAMES = 4
const REGIONS = 20
const LABEL = 20

export function replayText(answer: ReplayAnswer, options: ReplayTextOptions): string {
  const { document, view } = answer
  const { bold } = pc.createColors(options.color)
  const limit = options.verbose ? Number.POSITIVE_INFINITY : NAMES
  const section = (label: string, words: Words | null): readonly string[] =>
    words === null ? [] : [`${bold(label.padEnd(LABEL))}${terminal(words, { limit })}`]
  const sections = [
    ...section('OPENS WITHOUT USE', unusedOpeningWords(document, view)),
    ...section('NEVER USED', unusedRulesWords(document, view)),
    ...section('UNKNOWN AGENTS', unknownAgentsWords(document, view)),
  ]
  return [
    terminal(logWords(document, view)),
    `${printable(`${document.from} → ${document.to}`)}${bindingsBehind(document.bindings)}`,
    ...(document.mapped.length === 0 ? [] : [terminal(namesBetweenWords(document.mapped))]),
    ...replayGapsWords({ ...document, ...view }).map(
      (words) => `${bold('NOT COMPARED')}   ${terminal(words)}`,
    ),
    ...(view.bindingsDiffer ? [`${bold('BINDINGS')}   ${DOCUMENTS_DECIDE}`] : []),
    '',
    ...callLines(answer, options),
    ...(sections.length === 0 ? [] : ['', ...sections]),
    '',
  ].join('\n')
}

function callLines({ document, view }: ReplayAnswer, options: ReplayTextOptions): readonly string[] {
  const shown = options.verbose ? view.used : view.used.slice(0, REGIONS)
  const rest = view.used.slice(shown.length)
  const width = Math.max(...[...shown.map(({ calls }) => calls), document.unchanged].map(widthOf))
  const restCalls = rest.reduce((sum, { calls }) => sum + calls, 0)
  const more = `${grouped(restCalls).padStart(width)} calls in ${grouped(rest.length)} more regions (--verbose)`
  const unchanged = terminal(unchangedWords(document)).padStart(width - widthOf(document.unchanged))
  const lead = ' '.repeat(width - widthOf(document.unchanged))
  return [
    ...shown.flatMap((used) => usedLines(used, width, options)),
    ...(rest.length === 0 ? [] : [`…   ${more}`]),
    `=   ${lead}${unchanged}`,
  ]
}

function widthOf(number: number): number {
  return grouped(number).length
}

/** Writes the effect on the calls on a line of its own, since patterns are long. */
function usedLines(
  used: UsedRegion,
  width: number,
  { color, verbose }: ReplayTextOptions,
): readonly string[] {
  const { bold, dim } = pc.createColors(color)
  const { region, calls, example } = used
  const limit = verbose ? Number.POSITIVE_INFINITY : NAMES
  const { who, what } = usedWords(used)
  const number = `${grouped(calls).padStart(width)} ${calls === 1 ? 'call ' : 'calls'}`
  const mark = paint(region.direction, color)(DIRECTION_SIGN[region.direction])
  const place = example === null ? '' : dim(`   ${printable(placeText(example))}`)
  const indent = ' '.repeat(4 + width + 9)
  return [
    `${mark}   ${number}   ${bold(terminal(who, { limit }))}   ${terminal(what, { limit })}`,
    `${indent}${terminal(callEffectWords(used), { limit })}${place}`,
  ]
}

function paint(direction: Direction, color: boolean): (text: string) => string {
  const { red, yellow, green } = pc.createColors(color)
  if (directionOpens(direction)) return red
  return direction === 'rerouted' ? yellow : green
}
