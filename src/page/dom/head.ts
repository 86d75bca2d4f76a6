import { agentLabel } from '../../policy/binding.ts'
import { cellState } from '../cell-state.ts'
import type { RowFold } from '../fold-rows.ts'
import type { PageModel } from '../page-model.ts'
import { byId, element } from './elements.ts'

/** Shows the title of the page, and a one-line summary of the changes. */
export function showHead(model: PageModel, folds: readonly RowFold[]): void {
  const { document: data } = model
  document.title = `policyctl: ${data.title}`
  byId('title').textContent = data.title
  const { before, after } = data.sides
  byId('sides').textContent = before === null ? `as ${after} has it` : `${before} → ${after}`
  byId('summary').replaceChildren(...lines(model, folds).map((line) => element('li', {}, line)))
}

function lines(model: PageModel, folds: readonly RowFold[]): readonly string[] {
  const { document: data, rows } = model
  const agents = rows.filter((row) => 'agent' in row).length
  const unbound = rows.length - agents
  return [
    ...changeLine(model),
    [
      counted(agents, 'agent'),
      ...(unbound === 0 ? [] : [counted(unbound, ...UNBOUND)]),
      counted(data.origins.length, 'host'),
      ...(folds.length < rows.length ? [`${folds.length} different rows`] : []),
    ].join(', '),
    `who has which policy is known from ${BINDINGS[data.bindings]}`,
    ...callsLine(model),
    ...(data.unreadable.length === 0
      ? []
      : [
          `cannot be read, so that nobody knows what they let through: ${data.unreadable.map(({ policy }) => policy).join(', ')}`,
        ]),
    ...(data.omitted === null
      ? []
      : [`left out, as too much for one page: the ${counted(data.omitted.rows, 'row')} with the least risk`]),
  ]
}

const UNBOUND = [
  'policy that nobody is known to be bound to',
  'policies that nobody is known to be bound to',
] as const

const BINDINGS = {
  config: 'the configuration of each agent',
  used_by: 'used_by of the policies, which may lag behind',
  documents: 'PolicyBinding documents alone',
  ledger: 'the ledger, as of the last apply',
} as const

function callsLine({ document: { calls } }: PageModel): readonly string[] {
  if (calls === null) return []
  const span = calls.first === null || calls.last === null ? '' : `, ${calls.first} to ${calls.last}`
  return [
    `a log of ${counted(calls.count, 'call')} was replayed${span}; cells say how many went there, rules how many they decided`,
  ]
}

function changeLine(model: PageModel): readonly string[] {
  if (model.before === null) return []
  const wider = rowsThat(model, (directions) => directions.some((one) => one !== 'narrower'))
  const narrower = rowsThat(
    model,
    (directions) => directions.length > 0 && directions.every((one) => one === 'narrower'),
  )
  if (wider.length + narrower.length === 0) return ['no change of access']
  const named = (names: readonly string[]): string =>
    names.length > 6 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ')
  return [
    ...(wider.length === 0 ? [] : [`▲ wider, or asked elsewhere: ${named(wider)}`]),
    ...(narrower.length === 0 ? [] : [`▼ narrower: ${named(narrower)}`]),
  ]
}

function rowsThat(model: PageModel, isWanted: (directions: readonly string[]) => boolean): readonly string[] {
  return model.rows.flatMap((row, index) => {
    const directions = model.columns.flatMap(
      (_column, column) => cellState(model.cell(index, column)).directions,
    )
    return isWanted(directions) ? ['agent' in row ? agentLabel(row.agent) : row.policy] : []
  })
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
