import type { PageModel } from '../page-model.ts'
import { byId, element } from './elements.ts'

/** Shows the title of the page, its sides, and the sources of its data. */
export function showHead(model: PageModel): void {
  const { document: data } = model
  document.title = `policyctl: ${data.title}`
  byId('title').textContent = data.title
  const { before, after } = data.sides
  byId('sides').textContent = before === null ? `as ${after} has it` : `before: ${before}, after: ${after}`
  byId('sides').hidden = before === null && data.title.includes(after)
  byId('summary').replaceChildren(...facts(model).map((fact) => element('li', {}, fact)))
}

function facts({ document: data, rows }: PageModel): readonly string[] {
  const agents = rows.filter((row) => 'agent' in row).length
  const unbound = rows.length - agents
  const { calls, notes, unreadable, omitted } = data
  return [
    [
      counted(agents, 'agent'),
      counted(data.origins.length, 'host'),
      ...(unbound === 0
        ? []
        : [counted(unbound, 'policy bound to no known agent', 'policies bound to no known agent')]),
    ].join(', '),
    `which agent has which policy: ${agents === 0 ? 'not known, since nothing that was read names an agent' : `known from ${BINDINGS[data.bindings]}`}`,
    ...(calls === null ? [] : [callsFact(calls)]),
    ...(unreadable.length === 0
      ? []
      : [
          `policies that cannot be read, so nobody knows what they allow: ${unreadable.map(({ policy }) => policy).join(', ')}`,
        ]),
    ...notes,
    ...(omitted === null
      ? []
      : [
          `left out, since the page would be too large: the ${counted(omitted.rows, 'row')} with the least risk`,
        ]),
  ]
}

const BINDINGS = {
  config: 'the configuration of each agent',
  used_by: 'what the workspace says of each policy (used_by), which may be out of date',
  documents: 'the PolicyBinding documents in the files',
  ledger: 'the ledger, as of the last apply',
} as const

function callsFact({ count, first, last }: NonNullable<PageModel['document']['calls']>): string {
  const span = first === null || last === null ? '' : `, ${first} to ${last}`
  return `a log of ${counted(count, 'call')} was replayed${span}; cells say how many went there, rules how many they decided`
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
