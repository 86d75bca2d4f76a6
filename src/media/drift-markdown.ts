/** Writes drift as Markdown for issues, job summaries and chats; safe for any live names and specs. */

import type { DriftAnswer } from '../answers/drift.ts'
import { isBoundOtherwise } from '../plan/binding-drift.ts'
import type { DriftChange } from '../plan/make-drift.ts'
import { uncomparedIn } from '../plan/unreadable.ts'
import { choiceWords, driftChoices } from '../words/drift-choices.ts'
import { driftNotes, type Note } from '../words/drift-notes.ts'
import { LIVE_EDIT, type ShownAccess } from '../words/drift-words.ts'
import { inNaturalOrder } from '../words/natural-order.ts'
import { specDiff } from '../words/spec-diff.ts'
import { toolsBehind } from '../words/tool-words.ts'
import { unknownChangeLines } from '../words/unknown-field-words.ts'
import { besideText } from '../words/unmanaged-words.ts'
import { effectMarkdown } from './direction-marks.ts'
import { guardrailsMarkdown } from './guardrails-markdown.ts'
import { type MarkdownOptions, markdown } from './markdown.ts'
import { code, fenced, plainName } from './markdown-text.ts'
import { regionsMarkdown, withoutToolMarkdown } from './regions-markdown.ts'
import { unmanagedMarkdown } from './unmanaged-text.ts'

export interface DriftMarkdownOptions {
  readonly verbose: boolean
}

export function driftMarkdown(drift: DriftAnswer, options: DriftMarkdownOptions): string {
  const { target, ledger, access } = drift.document
  const changes = inNaturalOrder(drift.document.changes, ({ policy }) => policy)
  const revision = `<sub>Ledger ${code(ledger.slice(0, 7))} → live${toolsBehind(drift.document)}</sub>`
  if (changes.length === 0) {
    const title = titleWithoutChanges(drift)
    const parts = [title, ...leftovers(drift, options), revision]
    return `${parts.filter((part) => part !== '').join('\n\n')}\n`
  }
  const count = changes.length === 1 ? '1 policy' : `${changes.length} policies`
  const parts = [
    `## Drift in ${plainName(target)}: ${count} changed outside git`,
    regionsMarkdown(access, { ...options, causesOf: drift.view.causesOf }).trimEnd(),
    withoutToolMarkdown(drift.document),
    table(changes, access),
    fenced('diff', diffLines(drift, changes)),
    ...leftovers(drift, options),
    choicesMarkdown(drift),
    revision,
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function titleWithoutChanges({ document, view }: DriftAnswer): string {
  const target = plainName(document.target)
  if (uncomparedIn(document).length > 0) return `## Not all of ${target} could be compared`
  return isBoundOtherwise(document.bindingDrift)
    ? `## No policy of ${target} was edited, but agents have other policies than their documents say`
    : `## No drift in ${target}${besideText([...view.madeElsewhere, ...view.claimed], 0)}`
}

function table(changes: readonly DriftChange[], access: ShownAccess): string {
  const rows = changes.map(
    (change) => `| ${code(change.policy)} | ${LIVE_EDIT[change.kind]} | ${effectMarkdown(change, access)} |`,
  )
  return ['| Policy | Live edit | Effect |', '|---|---|---|', ...rows].join('\n')
}

function diffLines(
  { view: { before, after } }: DriftAnswer,
  changes: readonly DriftChange[],
): readonly string[] {
  return changes.flatMap(({ policy, fields }) => [
    `  ${policy}`,
    ...specDiff(before.policies.get(policy) ?? null, after.policies.get(policy) ?? null),
    ...unknownChangeLines(fields),
  ])
}

function leftovers({ document, view }: DriftAnswer, { verbose }: DriftMarkdownOptions): readonly string[] {
  const inNoFile = new Set(view.inNoFile)
  return [
    ...driftNotes({ document, view }).map((note) => noteMarkdown(note)),
    guardrailsMarkdown(view.guardrails, { verbose, inNoFile, unmanagedAre: view.unmanagedAre }).trimEnd(),
    unmanagedMarkdown(view.madeElsewhere),
  ]
}

/** A heading with a list below it. @param options longer lists may be cut and counted. */
export function noteMarkdown({ title, meaning, lists }: Note, options: MarkdownOptions = {}): string {
  const heading = `**${title[0]?.toUpperCase()}${title.slice(1)}**: ${markdown(meaning)}`
  const lines = lists.map(
    ({ word, list }) => `- ${word === '' ? '' : `${word}: `}${markdown([list], options)}`,
  )
  return `${heading}\n\n${lines.join('\n')}`
}

function choicesMarkdown(drift: DriftAnswer): string {
  return driftChoices(drift)
    .map((choice) => `- **${choice.title}** ${markdown(choiceWords(choice, ' '))}`)
    .join('\n')
}
