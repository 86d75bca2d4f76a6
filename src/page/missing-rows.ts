/** Checks the rows: the page must have one for each agent and each policy bound to no known agent, except those that it counts as left out. */
import type { PageModel } from './page-model.ts'

/** @returns a sentence about a missing or a surplus row; null: there is none. */
export function rowsFault({ document, rows, before, after }: PageModel): string | null {
  const sides = before === null ? [after] : [before, after]
  const agents = new Set(sides.flatMap(({ bindings }) => [...bindings.keys()]))
  const bound = new Set(sides.flatMap(({ bindings }) => [...bindings.values()].flat()))
  const unbound = sides.flatMap(({ policies }) => [...policies.keys()]).filter((name) => !bound.has(name))
  const wanted = new Set([...agents, ...unbound.map(asUnbound)])
  const shown = new Set(rows.map((row) => ('agent' in row ? row.agent : asUnbound(row.policy))))
  const missing = [...wanted].filter((name) => !shown.has(name))
  const other = [...shown].find((name) => !wanted.has(name))
  if (other !== undefined) return `it has a row for ${other}, and the file has no such agent or policy`
  const [first = ''] = missing
  return missing.length === (document.omitted?.rows ?? 0)
    ? null
    : `it has no row for ${first}${missing.length === 1 ? '' : ` and ${missing.length - 1} more`}, and counts ${document.omitted?.rows ?? 0} as left out`
}

/** The key of an unbound policy. No agent can have it, since names of agents have no space. */
function asUnbound(policy: string): string {
  return `policy ${policy}`
}
