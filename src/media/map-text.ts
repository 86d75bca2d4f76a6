/** Prints where a page was written, and what it shows. */
import type { MapAnswer } from '../answers/map.ts'
import { printable } from '../words/printable.ts'
import { findingLine } from './finding-line.ts'
import type { Printed } from './printed.ts'

export function mapText({ document, view }: MapAnswer): Printed {
  const { rows, origins, omitted, unreadable } = document
  const agents = rows.filter((row) => 'agent' in row).length
  const unbound = rows.length - agents
  const counts = [
    counted(agents, 'agent', 'agents'),
    ...(unbound === 0
      ? []
      : [counted(unbound, 'policy bound to no known agent', 'policies bound to no known agent')]),
    counted(origins.length, 'host', 'hosts'),
  ].join(', ')
  const notes = [
    ...(omitted === null
      ? []
      : [
          `left out, as too much for one page: the ${counted(omitted.rows, 'row', 'rows')} with the least risk`,
        ]),
    ...(unreadable.length === 0
      ? []
      : [
          `policies that cannot be read, so nobody knows what they allow: ${unreadable.map(({ policy }) => policy).join(', ')}`,
        ]),
  ]
  return {
    stdout: `${printable(view.out)}: who may do what, ${printable(document.sides.after)} (${counts})\n`,
    stderr: notes.map((note) => `${printable(note)}\n`).join('') + view.errors.map(findingLine).join(''),
  }
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}
