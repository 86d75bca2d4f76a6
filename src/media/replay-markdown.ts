/** Writes a replay as Markdown, safe for any names and logs. */
import type { ReplayAnswer, UsedRegion } from '../answers/replay.ts'
import { grouped } from '../diagnostic/count.ts'
import { bindingsBehind, DOCUMENTS_DECIDE } from '../words/binding-words.ts'
import { namesBetweenWords } from '../words/cause-words.ts'
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
import { SYMBOL } from './direction-marks.ts'
import { markdown } from './markdown.ts'
import { code } from './markdown-text.ts'

const NAMES = 4
const REGIONS = 20
const HEAD = ['| | Calls | Who | Requests | What becomes of them |', '|:-:|--:|---|---|---|']

export function replayMarkdown(
  { document, view }: ReplayAnswer,
  { verbose }: { readonly verbose: boolean },
): string {
  const limit = verbose ? Number.POSITIVE_INFINITY : NAMES
  const shown = verbose ? view.used : view.used.slice(0, REGIONS)
  const rest = view.used.slice(shown.length)
  const calls = rest.reduce((sum, one) => sum + one.calls, 0)
  const more = `${grouped(calls)} calls in ${grouped(rest.length)} more regions.`
  const line = (label: string, words: Words | null): readonly string[] =>
    words === null ? [] : [`- **${label}** ${markdown(words, { limit })}`]
  const parts = [
    `## ${code(document.from)} → ${code(document.to)}: real calls`,
    `${markdown(logWords(document, view))}${bindingsBehind(document.bindings)}`,
    ...(document.mapped.length === 0 ? [] : [markdown(namesBetweenWords(document.mapped))]),
    ...replayGapsWords({ ...document, ...view }).map((words) => `**Not compared** ${markdown(words)}`),
    ...(view.bindingsDiffer ? [`**Bindings** ${DOCUMENTS_DECIDE}`] : []),
    ...(shown.length === 0 ? [] : [[...HEAD, ...shown.map((used) => row(used, limit))].join('\n')]),
    ...(rest.length === 0 ? [] : [more]),
    [
      `- ${markdown(unchangedWords(document))}`,
      ...line('Opens without use:', unusedOpeningWords(document, view)),
      ...line('Never used:', unusedRulesWords(document, view)),
      ...line('Unknown agents:', unknownAgentsWords(document, view)),
    ].join('\n'),
  ]
  return `${parts.join('\n\n')}\n`
}

function row(used: UsedRegion, limit: number): string {
  const { region, calls, example } = used
  const { who, what } = usedWords(used)
  const place = example === null ? '' : ` ${code(placeText(example))}`
  const cells = [
    SYMBOL[region.direction],
    grouped(calls),
    markdown(who, { limit }),
    markdown(what, { limit }),
    `${markdown(callEffectWords(used), { limit })}${place}`,
  ]
  return `| ${cells.join(' | ')} |`
}
