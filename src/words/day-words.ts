/** Writes days of UTC for people. It does not use Intl, whose tables cost a run 30 ms. */
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `1 to 30 Nov 2026`, `28 Oct to 3 Nov 2026`, `30 Nov 2026`. @param first, last ISO 8601, UTC. */
export function daysText(first: string, last: string): string {
  const [from, to] = [partsOf(first), partsOf(last)]
  const end = `${to.day} ${to.month} ${to.year}`
  if (from.year !== to.year) return `${from.day} ${from.month} ${from.year} to ${end}`
  if (from.month !== to.month) return `${from.day} ${from.month} to ${end}`
  return from.day === to.day ? end : `${from.day} to ${end}`
}

function partsOf(moment: string) {
  const date = new Date(moment)
  return {
    day: date.getUTCDate(),
    month: MONTHS[date.getUTCMonth()] ?? '',
    year: date.getUTCFullYear(),
  }
}
