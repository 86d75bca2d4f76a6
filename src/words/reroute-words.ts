/** What an approval changes to, in plain words; the two sides never read alike. Not yet safe to print. */
import type { RouteTaken } from '../access/model/region.ts'

export type WordsOf = (route: RouteTaken) => string

/**
 * The words of two different approvals, with how a request is delivered where
 * that differs.
 *
 * @param wordsOf who approves, and for how long.
 */
export function reroutePair(
  before: RouteTaken | null,
  after: RouteTaken | null,
  wordsOf: WordsOf,
): readonly [before: string, after: string] {
  const words = (route: RouteTaken | null): string => (route === null ? 'no route' : wordsOf(route))
  const isDelivery = before !== null && after !== null && deliveryKey(before) !== deliveryKey(after)
  if (!isDelivery) return [words(before), words(after)]
  const pair = [deliveryWords(before), deliveryWords(after)] as const
  const [from, to] = pair[0] === pair[1] ? [deliveryKey(before), deliveryKey(after)] : pair
  return [`${words(before)}, ${from}`, `${words(after)}, ${to}`]
}

function deliveryKey({ delivery }: RouteTaken): string {
  return JSON.stringify(delivery)
}

/** `by slack-finance, first_success`; what is not said there is the workspace's default. */
function deliveryWords({ delivery }: RouteTaken): string {
  const { connectors, mode, fallbackToUI } = delivery ?? {}
  const names = Array.isArray(connectors) ? connectors.map(String).join(', ') : ''
  const parts = [
    names === '' ? 'no connector' : names,
    typeof mode === 'string' ? mode : '',
    typeof fallbackToUI === 'boolean' ? (fallbackToUI ? 'console' : 'no console') : '',
  ]
  return `by ${parts.filter((part) => part !== '').join(', ')}`
}
