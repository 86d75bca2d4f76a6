/** Drift as Markdown, safe whatever live names and specs hold: for issues, job summaries, chats. */
import type { Direction, Region } from '../access/region.ts'
import type { DriftChange, FoundDrift } from '../plan/make-drift.ts'
import type { Cause } from './cause.ts'
import { code, fenced, plainName, prose } from './markdown-text.ts'
import { regionsMarkdown } from './regions-markdown.ts'
import { specDiff } from './spec-diff.ts'

export interface DriftMarkdownOptions {
  readonly verbose: boolean
  readonly causesOf: (region: Region) => readonly Cause[]
}

const EFFECTS: Readonly<Record<Direction | 'same', string>> = {
  wider: '🔺 wider',
  mixed: '🔶 mixed',
  rerouted: '🔁 rerouted',
  narrower: '🔻 narrower',
  same: 'no request is decided otherwise',
}
const HAPPENED = { added: 'created', removed: 'deleted', changed: 'edited' } as const

export function driftMarkdown(drift: FoundDrift, options: DriftMarkdownOptions): string {
  const { target, ledger, changes, access, unmanaged } = drift.document
  const revision = `<sub>Ledger ${code(ledger.slice(0, 7))} → live</sub>`
  if (changes.length === 0) {
    const parts = [`## No drift in ${plainName(target)}`, ...leftovers(drift, unmanaged), revision]
    return `${parts.join('\n\n')}\n`
  }
  const count = changes.length === 1 ? '1 policy' : `${changes.length} policies`
  const parts = [
    `## Drift in ${plainName(target)}: ${count} changed outside git`,
    regionsMarkdown(access, options).trimEnd(),
    table(changes),
    fenced('diff', diffLines(drift)),
    ...leftovers(drift, unmanaged),
    `Put back: ${code('policyctl apply')}. Keep: ${code('policyctl pull')}.`,
    revision,
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function table(changes: readonly DriftChange[]): string {
  const rows = changes.map(
    ({ policy, kind, direction }) => `| ${code(policy)} | ${HAPPENED[kind]} | ${EFFECTS[direction]} |`,
  )
  return ['| Policy | Live | Effect |', '|---|---|---|', ...rows].join('\n')
}

function diffLines({ document, before, after }: FoundDrift): readonly string[] {
  return document.changes.flatMap(({ policy }) => [
    `  ${policy}`,
    ...specDiff(before.policies.get(policy) ?? null, after.policies.get(policy) ?? null),
  ])
}

function leftovers({ interrupted }: FoundDrift, unmanaged: readonly string[]): readonly string[] {
  const line = (title: string, names: readonly string[], meaning: string): readonly string[] =>
    names.length === 0 ? [] : [`**${title}** (${prose(meaning)}): ${names.map(code).join(', ')}`]
  return [
    ...line('Interrupted', interrupted, 'an apply was cut off here, the next one finishes it'),
    ...line('Unmanaged', unmanaged, 'not from this repository, left alone'),
  ]
}
