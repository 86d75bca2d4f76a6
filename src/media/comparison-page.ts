/** Makes the page of a side, or of two sides and their differences. */

import type { BlobSource } from '../answers/blob-link.ts'
import type { DiffAnswer } from '../answers/diff.ts'
import type { DriftAnswer } from '../answers/drift.ts'
import { type PageDocument, pageDocument } from '../answers/page.ts'
import type { PlanView } from '../answers/plan.ts'
import type { ReadSide } from '../answers/read-side.ts'
import type { ReplayAnswer } from '../answers/replay.ts'
import { pageHtml } from './page-html.ts'
import { diffPageNotes, driftPageNotes, planPageNotes, replayPageNotes, sidePageNotes } from './page-notes.ts'

export function mapPage(document: PageDocument, { errors }: Pick<ReadSide, 'errors'>): string {
  return pageHtml({ ...document, notes: sidePageNotes(errors) })
}

export function diffPage(answer: DiffAnswer): string {
  const { view } = answer
  const { from, to, tools, tool, causesOf, target = null } = view
  const whose = target === null ? '' : ` of ${target}`
  return pageHtml(
    pageDocument({
      title: `What a change does to the agents${whose}: ${from.name} to ${to.name}`,
      tool,
      tools,
      before: from,
      after: to,
      causesOf,
      notes: diffPageNotes(answer),
    }),
  )
}

/** @param source the address of the files; absent: not known. */
export function planPage(view: PlanView, source?: BlobSource): string {
  const { plan, before, after, served, files, causesOf } = view
  const { target, tool, bindings, unreadable } = plan
  const parsed = new Map(files.map((file) => [file.policy.name, file]))
  return pageHtml(
    pageDocument({
      title: `Plan for ${target.name}`,
      tool,
      tools: served,
      before: { name: `live ${target.name}`, access: before },
      after: { name: 'after an apply', access: after, parsed, bindings, unreadable },
      causesOf,
      notes: planPageNotes(view),
      ...(source === undefined ? {} : { source }),
    }),
  )
}

export function driftPage({ document, view }: DriftAnswer): string {
  const { target, bindings, unreadable } = document
  return pageHtml(
    pageDocument({
      title: `Drift of ${target}`,
      tool: view.tool,
      tools: view.served,
      before: { name: `ledger of ${target}`, access: view.before },
      after: { name: `live ${target}`, access: view.after, parsed: new Map(), bindings, unreadable },
      causesOf: view.causesOf,
      notes: driftPageNotes(document),
    }),
  )
}

export function replayPage(answer: ReplayAnswer): string {
  const { document, view } = answer
  const { from, to, tools, tool, causesOf } = view
  const { calls: count, first, last } = document.log
  const rules = document.rules.map(({ policy, rule, calls }) => ({ policy, rule, calls }))
  return pageHtml(
    pageDocument({
      title: `What a change does to real calls: ${from.name} to ${to.name}`,
      ...{ tool, tools, before: from, after: to, causesOf },
      notes: replayPageNotes(answer),
      calls: { count, first, last, rules, hosts: view.hosts },
    }),
  )
}
