/** Makes the model of the page from the document: both sides for the evaluator, and the cells of the grid. */
import type { AccessSide } from '../access/model/access-side.ts'
import { type BoundPolicy, policiesOf, type RuleRef } from '../access/model/decide.ts'
import { EVERY_REQUEST, type Region, type RequestExtent } from '../access/model/region.ts'
import type { Reacher } from '../access/questions/reach.ts'
import type { Grant } from '../access/questions/who-can.ts'
import type { Cause } from '../answers/cause.ts'
import type { PageChange, PageDocument, PageGrant } from '../answers/page.ts'

export type ShownGrant = Omit<Grant, 'agents' | 'because' | 'exact'>
export type ShownChange = Omit<Region, 'agents' | 'exact'> & { readonly causes: readonly Cause[] }

export interface PageCell {
  readonly grants: readonly ShownGrant[]
  /** The grants before the change; `changed` says how they differ. */
  readonly before: readonly ShownGrant[]
  readonly changes: readonly ShownChange[]
}

export interface PageModel {
  readonly document: PageDocument
  readonly rows: readonly Reacher[]
  /** Origins; null, the last one: hosts that no rule names. */
  readonly columns: readonly (string | null)[]
  /** null: nothing is compared. */
  readonly before: AccessSide | null
  readonly after: AccessSide
  readonly cell: (row: number, column: number) => PageCell
  /** Returns the column for a URL in normal form; null: there is none. */
  readonly columnAt: (url: string) => number | null
  /** Returns the columns in which the row has a grant or a change, ascending; in all others it is denied. */
  readonly columnsOf: (row: number) => readonly number[]
  /** Returns the patterns of all grants in the column, before or after the change, each once. */
  readonly resourcesAt: (column: number) => readonly string[]
  /** Returns the number of calls of the log that the rule decided; null: no log was replayed. */
  readonly callsOf: (rule: RuleRef) => number | null
  /** Returns the number of calls of the log that these rows sent to the host; null: no log was replayed. */
  readonly callsIn: (rows: readonly number[], column: number) => number | null
  /** Returns a text that is equal for rows with equal cells. */
  readonly signature: (row: number) => string
}

/** A cell in which everything is denied, as before. */
export const EMPTY_CELL: PageCell = { grants: [], before: [], changes: [] }
const NO_EXTENT: RequestExtent = { ...EVERY_REQUEST, operations: [] }

export function pageModel(document: PageDocument): PageModel {
  const parts = [...document.grants, ...document.before, ...document.changes]
  const hasOthers = parts.some(({ origin }) => origin === null)
  const columns = [...document.origins, ...(hasOthers ? [null] : [])]
  const after: AccessSide = {
    policies: new Map(document.policies.map(({ name, spec }) => [name, spec])),
    bindings: new Map(document.agents.map(({ name, policies }) => [name, policies])),
  }
  const cells = cellsOf(document, columns)
  const resources = resourcesOf(document)
  const filled = filledColumns(cells, columns.length)
  const signatures = signaturesOf(document)
  return {
    document,
    rows: document.rows,
    columns,
    before: document.sides.before === null ? null : formerSide(document, after),
    after,
    cell: (row, column) => cells.get(row * columns.length + column) ?? EMPTY_CELL,
    columnAt: columnFinder(columns),
    columnsOf: (row) => filled.get(row) ?? [],
    resourcesAt: (column) => resources.get(columns[column] ?? null) ?? [],
    callsOf: callCounter(document),
    callsIn: hostCounter(document, columns),
    signature: (row) => signatures[row] ?? '',
  }
}

function columnFinder(columns: readonly (string | null)[]): PageModel['columnAt'] {
  const columnOf = new Map(columns.map((origin, index) => [origin, index]))
  const others = columnOf.get(null) ?? null
  return (url) => columnOf.get(url.slice(0, url.indexOf('/', url.indexOf('://') + 3))) ?? others
}

function callCounter({ calls }: PageDocument): PageModel['callsOf'] {
  if (calls === null) return () => null
  const counts = new Map(calls.rules.map(({ policy, rule, calls: count }) => [`${rule} ${policy}`, count]))
  return ({ policy, rule }) => counts.get(`${rule} ${policy}`) ?? 0
}

function hostCounter(
  { calls, rows }: PageDocument,
  columns: readonly (string | null)[],
): PageModel['callsIn'] {
  if (calls === null) return () => null
  const rowOf = new Map(rows.map((row, index) => ['agent' in row ? row.agent : null, index]))
  const columnOf = new Map(columns.map((origin, index) => [origin, index]))
  const counts = new Map<number, number>()
  for (const { agent, origin, calls: count } of calls.hosts) {
    const row = rowOf.get(agent)
    const column = columnOf.get(origin) ?? columnOf.get(null)
    if (row === undefined || column === undefined) continue
    const key = row * columns.length + column
    counts.set(key, (counts.get(key) ?? 0) + count)
  }
  return (of, column) => of.reduce((sum, row) => sum + (counts.get(row * columns.length + column) ?? 0), 0)
}

/** Returns the policies that decide for a row on a side. */
export function boundOf(row: Reacher, side: AccessSide): readonly BoundPolicy[] {
  if ('agent' in row) return policiesOf(side, row.agent)
  const spec = side.policies.get(row.policy)
  return spec === undefined ? [] : [{ name: row.policy, spec }]
}

function formerSide({ former, formerAgents }: PageDocument, after: AccessSide): AccessSide {
  const policies = new Map(after.policies)
  for (const { name, spec } of former) {
    if (spec === null) policies.delete(name)
    else policies.set(name, spec)
  }
  const bindings = new Map(after.bindings)
  for (const { name, policies: had } of formerAgents) bindings.set(name, had)
  return { policies, bindings }
}

/** Equal parts of several rows are stored once in the document, so rows with the same part numbers have the same cells. */
function signaturesOf({ rows, grants, before, changes }: PageDocument): readonly string[] {
  const parts = rows.map((row): string[] => ['agent' in row ? 'agent' : 'policy'])
  const lists = [grants, before, changes]
  for (const [kind, list] of lists.entries())
    for (const [index, part] of list.entries())
      for (const row of part.rows) parts[row]?.push(`${kind}:${index}`)
  return parts.map((row) => row.join(' '))
}

function filledColumns(
  cells: ReadonlyMap<number, PageCell>,
  width: number,
): ReadonlyMap<number, readonly number[]> {
  const filled = new Map<number, number[]>()
  for (const key of [...cells.keys()].sort((a, b) => a - b)) {
    const row = Math.floor(key / width)
    const known = filled.get(row)
    if (known === undefined) filled.set(row, [key % width])
    else known.push(key % width)
  }
  return filled
}

function resourcesOf({ grants, before }: PageDocument): ReadonlyMap<string | null, readonly string[]> {
  const found = new Map<string | null, Set<string>>()
  for (const { origin, part } of [...grants, ...before]) {
    const known = found.get(origin) ?? new Set<string>()
    found.set(origin, known.add(part.resource ?? EVERY_REQUEST.resource))
  }
  return new Map([...found].map(([origin, resources]) => [origin, [...resources]]))
}

function cellsOf(
  { grants, before, changes }: PageDocument,
  columns: readonly (string | null)[],
): ReadonlyMap<number, PageCell> {
  const columnOf = new Map(columns.map((column, index) => [column, index]))
  const cells = new Map<number, { grants: ShownGrant[]; before: ShownGrant[]; changes: ShownChange[] }>()
  const at = ({ rows, origin }: PageGrant | PageChange) =>
    rows.map((row) => {
      const column = columnOf.get(origin)
      if (column === undefined) throw new Error(`the page has no column for ${origin}`)
      const key = row * columns.length + column
      const known = cells.get(key) ?? { grants: [], before: [], changes: [] }
      cells.set(key, known)
      return known
    })
  // Each grant is prepared once and shared by its rows.
  for (const grant of grants) {
    const shown = shownGrant(grant)
    for (const cell of at(grant)) cell.grants.push(shown)
  }
  for (const grant of before) {
    const shown = shownGrant(grant)
    for (const cell of at(grant)) cell.before.push(shown)
  }
  for (const change of changes) {
    const shown = shownChange(change)
    for (const cell of at(change)) cell.changes.push(shown)
  }
  return cells
}

function shownGrant({ part }: PageGrant): ShownGrant {
  return { ...NO_EXTENT, policies: [], route: null, ...part }
}

function shownChange({ part, causes }: PageChange): ShownChange {
  return { ...NO_EXTENT, policies: [], routeBefore: null, routeAfter: null, ...part, causes }
}
