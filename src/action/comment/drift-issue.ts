/**
 * Writes the issue about edits of a workspace outside git: wider access first, then
 * the choices, then the fields. Its digest changes only with the drift, so that nobody
 * is notified twice of the same drift.
 */

import type { Region } from '../../access/model/region.ts'
import { count } from '../../diagnostic/count.ts'
import { SYMBOL } from '../../media/direction-marks.ts'
import { noteMarkdown } from '../../media/drift-markdown.ts'
import { linkElement } from '../../media/markdown-text.ts'
import { uncomparedIn } from '../../plan/unreadable.ts'
import { markerOf } from '../../review/comment-marker.ts'
import { shortDigest } from '../../review/short-digest.ts'
import { boundByDocuments, boundOtherwise, notCompared } from '../../words/drift-notes.ts'
import { openedTitle } from '../../words/drift-title.ts'
import { printable } from '../../words/printable.ts'
import type { DriftIssueInput } from './drift-input.ts'
import {
  accessAlerts,
  broken,
  brokenGuardrails,
  choices,
  driftGroups,
  effectTable,
  fieldsFold,
} from './drift-parts.ts'

export interface DriftIssue {
  readonly title: string
  readonly body: string
  readonly digest: string
}

const TITLE_LIMIT = 200
/** Items of a list; GitHub takes 65,536 characters, and the run's page has them all. */
const LISTED = 15
const DIGEST = /<!-- policyctl:digest ([\w-]{16}) -->\s*$/

export function driftIssue(input: DriftIssueInput): DriftIssue {
  const { changes, access, bindingDrift, guardrails } = input
  // A guardrail that another rule breaks is another drift.
  const breaches = broken(guardrails).map(({ name, because }) => [name, because])
  const unread = uncomparedIn(input)
  const digest = shortDigest(
    JSON.stringify([
      ...[changes, access.map(withoutWitness), bindingDrift.missing, bindingDrift.extra, breaches],
      ...(unread.length === 0 ? [] : [unread]),
    ]),
  )
  const parts = [
    `${markerOf('drift', input.target)}\n${openingLine(input)}`,
    ...accessAlerts(input),
    ...brokenGuardrails(input),
    effectTable(input),
    choices(input),
    ...[...notCompared(input), ...boundOtherwise(input), ...boundByDocuments(input)].map((note) =>
      noteMarkdown(note, { limit: LISTED }),
    ),
    fieldsFold(input),
    footer(input),
    `<!-- policyctl:digest ${digest} -->`,
  ]
  return { title: titleOf(input), body: `${parts.filter((part) => part !== '').join('\n\n')}\n`, digest }
}

/** Leaves out the example, which may change without drift. */
function withoutWitness({ witness: _witness, ...region }: Region): Omit<Region, 'witness'> {
  return region
}

/** Removes the digest from the body of an issue that is closed because its drift is gone. */
export function withoutDigest(body: string): string {
  return `${body.replace(DIGEST, '').trimEnd()}\n`
}

/** Returns the digest of the drift in an issue's body; null: there is none. */
export function digestIn(body: string): string | null {
  return DIGEST.exec(body)?.[1] ?? null
}

/** Tells whether there is drift: an edit, a policy that cannot be read any more, an agent with other policies than its documents say, or a guardrail that live breaks. */
export function isDrift(seen: DriftSeen): boolean {
  const { changes, bindingDrift, guardrails } = seen
  const bindings = bindingDrift.missing.length + bindingDrift.extra.length
  return changes.length + uncomparedIn(seen).length + bindings + broken(guardrails).length > 0
}

type DriftSeen = Pick<DriftIssueInput, 'changes' | 'bindingDrift' | 'guardrails' | 'unreadable' | 'unmanaged'>

function titleOf(input: DriftIssueInput): string {
  const { target, changes, access, guardrails } = input
  const [worst] = driftGroups(access)
  const symbol = worst === undefined ? '📝' : SYMBOL[worst.region.direction]
  const [guardrail] = broken(guardrails)
  const effect =
    openedTitle(worst) ??
    (guardrail === undefined ? null : `guardrail ${guardrail.name} is broken`) ??
    (changes.length > 0
      ? `${count(changes.length, 'policy', 'policies')} edited live`
      : uncomparedIn(input).length > 0
        ? `${count(uncomparedIn(input).length, 'policy', 'policies')} that cannot be read live`
        : 'agents have other policies than their documents say')
  return printable(`${symbol} Drift in ${target}: ${effect}`).slice(0, TITLE_LIMIT)
}

function openingLine({ changes, readAt, previousReadAt }: DriftIssueInput): string {
  const window = previousReadAt === null ? '' : `, not yet at ${moment(previousReadAt)}`
  const verb = changes.length === 1 ? 'differs' : 'differ'
  const edited =
    changes.length === 0
      ? '**Nobody edited policies live, but not all is as the files say.**'
      : `**${count(changes.length, 'policy', 'policies')} ${verb} from what was applied, edited outside git.**`
  const author = changes.length === 0 ? '' : ' The API names no author.'
  return `${edited} Seen ${moment(readAt)}${window}.${author}`
}

function footer({ readAt, links }: DriftIssueInput): string {
  const facts = [
    `Read ${moment(readAt)}`,
    'edited only when drift changes',
    'closes after a good read without drift',
    ...linkElement('the run', links.run),
    ...linkElement('who may do what, as a page', links.page),
  ]
  return `<sub>${facts.join(' · ')}</sub>`
}

function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`
}
