/** Shows the tree of a cell: paths as folders, changes separate from present access, each with approvers, rules and an example. */

import { DIRECTIONS } from '../../access/model/directions.ts'
import type { Direction } from '../../access/model/region.ts'
import { type BlobSource, blobLink } from '../../answers/blob-link.ts'
import type { Request } from '../../policy/request.ts'
import { DIRECTION_SIGN } from '../../words/direction-sign.ts'
import { witnessWords } from '../../words/request-words.ts'
import { plainText } from '../../words/span.ts'
import { ANSWER_SIGN } from '../cell-state.ts'
import { type CellEntry, changeEntry, grantEntry, type ShownRule } from '../entries.ts'
import type { PageModel, ShownGrant } from '../page-model.ts'
import { pathRows } from '../path-tree.ts'
import { barringOf } from '../policy-words.ts'
import { DIRECTION_TITLE } from './changes.ts'
import { breakable, element } from './elements.ts'

export interface TreeOf {
  readonly row: number
  readonly column: number
  /** The grants that are shown; null: all of them. */
  readonly only: ReadonlySet<ShownGrant> | null
  readonly onTry: (request: Request) => void
}

export function treeElements(model: PageModel, tree: TreeOf): readonly HTMLElement[] {
  const cell = model.cell(tree.row, tree.column)
  const place = { row: tree.row, cell }
  const changes = cell.changes.map((change) => changeEntry(change, model, place))
  const grants = cell.grants
    .filter((grant) => tree.only === null || tree.only.has(grant))
    .map((grant) => grantEntry(grant, model, place))
  const parts = DIRECTIONS.flatMap((direction) => {
    const entries = changes.filter((entry) => entry.direction === direction)
    return entries.length === 0 ? [] : [changePart(direction, tableElement(model, entries, tree))]
  })
  return [
    ...parts,
    ...(parts.length === 0 ? [] : [element('h4', {}, 'What may pass here now')]),
    ...(grants.length === 0 ? barredElements(model, tree) : [tableElement(model, grants, tree)]),
  ]
}

/** Tells why nothing passes: the denying rules, or that no rule allows anything. */
function barredElements(model: PageModel, { row, column }: TreeOf): readonly HTMLElement[] {
  const { isGranted, denying } = barringOf(model, row, column)
  const why = isGranted
    ? 'these rules deny what other rules allow'
    : `no rule allows anything here${denying.length === 0 ? '' : ', and these deny it'}`
  return [
    element('p', {}, `Nothing passes here: ${why}${denying.length === 0 ? '.' : ':'}`),
    ...denying.map((rule) => ruleElement(rule, model.document.source)),
  ]
}

function changePart(direction: Direction, table: HTMLElement): HTMLElement {
  const sign = element('span', { class: 'sign', 'aria-hidden': 'true' }, DIRECTION_SIGN[direction])
  return element(
    'div',
    { class: `change is-${direction}` },
    element('h4', {}, sign, ` ${DIRECTION_TITLE[direction]}`),
    table,
  )
}

function tableElement(
  model: PageModel,
  entries: readonly CellEntry[],
  { column, onTry }: TreeOf,
): HTMLElement {
  const rows = pathRows(entries, model.columns[column] ?? null).flatMap(({ depth, label, parts }) => {
    const indent = `in-${Math.min(depth, 8)}`
    const path = element('code', {}, ...breakable(label))
    if (parts.length === 0)
      return [
        element(
          'tr',
          { class: 'folder' },
          element('th', { scope: 'row', class: indent }, path),
          element('td', {}),
        ),
      ]
    return parts.map((entry, index) =>
      entryElement(entry, {
        path: index === 0 ? path : element('code', { class: 'again' }, ...breakable(label)),
        indent,
        source: model.document.source,
        onTry: () => onTry(entry.witness),
      }),
    )
  })
  const heads = ['requests', 'answer, rule and an example'].map((head) =>
    element('th', { scope: 'col' }, head),
  )
  return element(
    'table',
    { class: 'tree' },
    element('thead', {}, element('tr', {}, ...heads)),
    element('tbody', {}, ...rows),
  )
}

interface Drawn {
  readonly path: HTMLElement
  readonly indent: string
  readonly source: BlobSource | null
  readonly onTry: () => void
}

function entryElement(entry: CellEntry, { path, indent, source, onTry }: Drawn): HTMLElement {
  const example = element(
    'button',
    { type: 'button', class: 'link example' },
    ...breakable(`try ${plainText(witnessWords(entry.witness))}`),
  )
  example.addEventListener('click', onTry)
  const leftOut = entry.leftOut.map((text) => element('div', { class: 'left-out' }, ...breakable(text)))
  const sign = entry.answered === null ? '' : `${ANSWER_SIGN[entry.answered]} `
  const answer = element(
    'div',
    { class: `said is-${entry.answered ?? 'change'}` },
    `${sign}${entry.decision}`,
  )
  return element(
    'tr',
    {},
    element('th', { scope: 'row', class: indent }, path, ' ', element('div', {}, entry.requests), ...leftOut),
    element('td', {}, answer, ...entry.rules.map((rule) => ruleElement(rule, source)), example),
  )
}

function ruleElement({ name, place, more }: ShownRule, source: BlobSource | null): HTMLElement {
  const where = place === null ? '' : `${place.file}:${place.line}`
  // The repository's address is untrusted data: only an http(s) URL becomes a link, since a `javascript:` URL would run.
  const isLinked = place !== null && source !== null && /^https?:\/\//.test(source.repository)
  const shown = isLinked
    ? element('a', { href: blobLink(source, place), rel: 'noreferrer' }, ...breakable(where))
    : element('span', {}, ...breakable(where))
  const rest = more === '' ? [] : breakable(`  ${more}`)
  return element('div', { class: 'rule' }, name, ...(place === null ? [] : ['  ', shown]), ...rest)
}
