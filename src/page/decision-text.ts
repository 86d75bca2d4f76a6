/** Writes the page's words for a decision; a duration is shown as the validity of an approval. */
import type { RouteTaken } from '../access/model/region.ts'
import { BY_ADMINISTRATOR, routeWords } from '../words/decision-words.ts'
import { plainText } from '../words/span.ts'
import type { ShownChange, ShownGrant } from './page-model.ts'

/** `free`, `human: finance-approvers, valid 4h`. */
export function decisionText({ decision, route }: Pick<ShownGrant, 'decision' | 'route'>): string {
  if (decision === 'allow') return 'free'
  const approvers = validRoute(route)
  return `human: ${approvers === null ? BY_ADMINISTRATOR : plainText(routeWords(approvers))}`
}

/** Returns the change with `valid` before the durations of both routes. */
export function withValidity(change: ShownChange): ShownChange {
  const { routeBefore, routeAfter } = change
  return { ...change, routeBefore: validRoute(routeBefore), routeAfter: validRoute(routeAfter) }
}

function validRoute(route: RouteTaken | null): RouteTaken | null {
  return route === null || route.duration === null ? route : { ...route, duration: `valid ${route.duration}` }
}
