/** A link to a cell: `#agent=default/billing&host=https://api.stripe.com`. */
import type { PageModel } from '../page-model.ts'

export interface Selection {
  readonly row: number
  readonly column: number
}

const OTHERS = '*'

/** @returns null if the link names no row or host of this page. */
export function selectionInUrl({ rows, columns }: PageModel): Selection | null {
  const named = new URLSearchParams(location.hash.slice(1))
  const [agent, policy, host] = [named.get('agent'), named.get('policy'), named.get('host')]
  const row = rows.findIndex((one) => ('agent' in one ? one.agent === agent : one.policy === policy))
  const column = columns.findIndex(
    (one) => (one ?? OTHERS) === host || one?.replace(/^https:\/\//, '') === host,
  )
  return row < 0 || column < 0 ? null : { row, column }
}

/** Replaces the history entry, so that Back leaves the page and does not replay each cell. */
export function placeInUrl(model: PageModel, row: number, column: number): void {
  history.replaceState(null, '', hashOf(model, row, column))
}

export function hashOf({ rows, columns }: PageModel, row: number, column: number): string {
  const reacher = rows[row]
  if (reacher === undefined) return ''
  const named = 'agent' in reacher ? { agent: reacher.agent } : { policy: reacher.policy }
  return `#${new URLSearchParams({ ...named, host: columns[column] ?? OTHERS }).toString()}`
}
