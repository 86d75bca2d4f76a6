/** Shows the detail of a cell: paths as folders, with decision, approvers, rule and a request that shows it. */

import { decide } from '../../access/model/decide.ts'
import { type BlobSource, blobLink } from '../../answers/blob-link.ts'
import { causeName } from '../../answers/cause.ts'
import type { Request } from '../../policy/request.ts'
import { changeWords, decisionWords } from '../../words/decision-words.ts'
import { DIRECTION_SIGN } from '../../words/direction-sign.ts'
import { ruleLine } from '../../words/entry-words.ts'
import { requestWords, witnessWords } from '../../words/request-words.ts'
import { plainText } from '../../words/span.ts'
import { cellState, cellWords } from '../cell-state.ts'
import { nameOf } from '../fold-rows.ts'
import { boundOf, type PageModel, type ShownChange, type ShownGrant } from '../page-model.ts'
import { pathRows } from '../path-tree.ts'
import { byId, element } from './elements.ts'
import { callsWords, hostName } from './grid.ts'
import type { TryLine } from './try-line.ts'

export interface Detail {
  readonly show: (row: number, column: number) => void
  /** For paper, where nobody can click: the tree of each cell that changed. */
  readonly showChanged: () => void
  readonly hideChanged: () => void
}

/** A rule that decides, or that changed. */
interface ShownRule {
  readonly name: string
  /** null: it stands in no file. */
  readonly place: { readonly file: string; readonly line: number } | null
  /** The rule itself, and what more is known of it. */
  readonly more: string
}

/** One line of the tree. */
interface Entry {
  readonly resource: string
  readonly requests: string
  readonly decision: string
  readonly isChange: boolean
  readonly rules: readonly ShownRule[]
  readonly witness: Request
}

export function showDetail(model: PageModel, tryLine: TryLine): Detail {
  const place = byId('detail')
  const paper = byId('changed-cells')
  const tree = (row: number, column: number) => treeElement(model, { row, column }, tryLine)
  return {
    show: (row, column) => {
      const name = `${nameOf(model, row)} at ${hostName(model.columns[column] ?? null)}`
      byId('detail-title').textContent = `${name}: ${cellWords(cellState(model.cell(row, column)))}`
      place.replaceChildren(tree(row, column))
    },
    showChanged: () => {
      for (const row of model.rows.keys())
        for (const [column, origin] of model.columns.entries())
          if (model.cell(row, column).changes.length > 0)
            paper.append(element('h3', {}, `${nameOf(model, row)} at ${hostName(origin)}`), tree(row, column))
    },
    hideChanged: () => paper.replaceChildren(),
  }
}

interface Place {
  readonly row: number
  readonly column: number
}

function treeElement(model: PageModel, { row, column }: Place, tryLine: TryLine): HTMLElement {
  const { grants, changes } = model.cell(row, column)
  const origin = model.columns[column] ?? null
  const entries = [
    ...changes.map((change) => changeEntry(change)),
    ...grants.map((grant) => grantEntry(grant, model, row)),
  ]
  if (entries.length === 0)
    return element('p', {}, 'Nothing gets through: no rule lets it, or a rule denies it.')
  const rows = pathRows(entries, origin).flatMap(({ depth, label, parts }) => {
    const path = element('th', { scope: 'row', class: `in-${Math.min(depth, 8)}` }, label)
    if (parts.length === 0) return [element('tr', { class: 'folder' }, path, element('td', { colspan: 4 }))]
    return parts.map((entry, index) =>
      entryElement(entry, {
        path: index === 0 ? path : element('th', { scope: 'row' }),
        source: model.document.source,
        onTry: () => tryLine.fill(entry.witness, row),
      }),
    )
  })
  const heads = ['path', 'requests', 'decision', 'rule', 'for example']
  return element(
    'table',
    { class: 'tree' },
    element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
    element('tbody', {}, ...rows),
  )
}

interface Drawn {
  readonly path: HTMLElement
  readonly source: BlobSource | null
  readonly onTry: () => void
}

function entryElement(entry: Entry, { path, source, onTry }: Drawn): HTMLElement {
  const example = element(
    'button',
    { type: 'button', class: 'example' },
    plainText(witnessWords(entry.witness)),
  )
  example.addEventListener('click', onTry)
  return element(
    'tr',
    { class: entry.isChange ? 'change' : null },
    path,
    element('td', {}, entry.requests),
    element('td', {}, entry.decision),
    element('td', {}, ...entry.rules.map((rule) => ruleElement(rule, source))),
    element('td', {}, example),
  )
}

function ruleElement({ name, place, more }: ShownRule, source: BlobSource | null): HTMLElement {
  const where = place === null ? '' : `${place.file}:${place.line}`
  // The address of a repository is data of the file like all else: only one that a browser opens as a page is a link.
  const isLinked = place !== null && source !== null && /^https?:\/\//.test(source.repository)
  const shown = isLinked ? element('a', { href: blobLink(source, place), rel: 'noreferrer' }, where) : where
  return element('div', {}, name, ...(place === null ? [] : ['  ', shown]), more === '' ? null : `  ${more}`)
}

function changeEntry(change: ShownChange): Entry {
  const { before, after } = changeWords(change)
  const rules = change.causes.map((cause): ShownRule => {
    const { file, line } = cause
    const name = `${causeName(cause)}${cause.isGone ? ' (gone)' : ''}`
    // A rule that is gone stands in no file of this commit.
    return { name, place: file === null || cause.isGone ? null : { file, line: line ?? 1 }, more: '' }
  })
  return {
    resource: change.resource,
    requests: plainText(requestWords(change)),
    decision: `${DIRECTION_SIGN[change.direction]} ${change.direction}: ${plainText(before)} → ${plainText(after)}`,
    isChange: true,
    rules,
    witness: change.witness,
  }
}

function grantEntry(grant: ShownGrant, model: PageModel, row: number): Entry {
  const reacher = model.rows[row]
  const bound = reacher === undefined ? [] : boundOf(reacher, model.after)
  const { because } = decide(grant.witness, bound)
  const rules = because.map(({ policy, rule }): ShownRule => {
    const found = model.document.policies.find(({ name }) => name === policy)
    const written = found?.spec.policies[rule]
    const file = found?.file ?? null
    const place = file === null ? null : { file, line: found?.lines[rule] ?? 1 }
    const calls = model.callsOf({ policy, rule })
    const used = calls === null ? '' : `(${calls === 0 ? 'no call' : callsWords(calls)} of the log)`
    const words = [written === undefined ? '' : ruleLine(written), used].filter((word) => word !== '')
    return { name: `${policy}#${rule}`, place, more: words.join('  ') }
  })
  return {
    resource: grant.resource,
    requests: plainText(requestWords(grant)),
    decision: plainText(decisionWords(grant.decision, grant.route)),
    isChange: false,
    rules,
    witness: grant.witness,
  }
}
