/** Lists the names of the other targets in a group, which is shown by the names of its first target. */
import type { OutcomeGroup } from '../answers/several.ts'
import { isEmptyMap, MAPPED_KINDS, type MappedName, type TargetMap } from '../fleet/target-map.ts'
import { printable } from '../words/printable.ts'

const MOST_LINES = 6
const MOST_NAMES = 4
const KIND_WORDS: Readonly<Record<MappedName['kind'], string>> = {
  hosts: '',
  groups: 'group ',
  connectors: 'connector ',
  tools: 'tool ',
}

/**
 * Writes `api.stripe.com is api.stripe.test in dev-* (4) staging-* (4)`.
 *
 * @param shown returns the outcome of the group as JSON, with the names of its first target.
 * @returns a line for each mapped name in the outcome; [] if no target of the group maps one.
 */
export function groupMapLines(
  { targets, maps }: Pick<OutcomeGroup<unknown>, 'targets' | 'maps'>,
  shown: () => string,
  namesOf: (names: readonly string[]) => string,
): readonly string[] {
  const [first] = maps
  if (first === undefined || maps.every(isEmptyMap)) return []
  const text = shown()
  const lines = MAPPED_KINDS.flatMap((kind) => {
    const written = new Set(maps.flatMap((map) => [...map[kind].keys()]))
    return [...written]
      .filter((from) => hasName(text, first[kind].get(from) ?? from))
      .map((from) => lineOf({ kind, from }, targetsByName({ kind, from }, { targets, maps }), namesOf))
  })
  const rest = lines.length - MOST_LINES
  return rest > 0 ? [...lines.slice(0, MOST_LINES), `and ${rest} more mapped names: policyctl render`] : lines
}

/** @returns targets by the name that their map gives. */
function targetsByName(
  { kind, from }: Pick<MappedName, 'kind' | 'from'>,
  { targets, maps }: { readonly targets: readonly string[]; readonly maps: readonly TargetMap[] },
): ReadonlyMap<string, readonly string[]> {
  const callers = new Map<string, string[]>()
  for (const [at, target] of targets.entries()) {
    const to = maps[at]?.[kind].get(from) ?? from
    if (to !== from) callers.set(to, [...(callers.get(to) ?? []), target])
  }
  return callers
}

function lineOf(
  { kind, from }: Pick<MappedName, 'kind' | 'from'>,
  callers: ReadonlyMap<string, readonly string[]>,
  namesOf: (names: readonly string[]) => string,
): string {
  const parts = [...callers].map(([to, targets]) => `${printable(to)} in ${namesOf(targets)}`)
  const rest = parts.length - MOST_NAMES
  const told = rest > 0 ? [...parts.slice(0, MOST_NAMES), `${rest} more names elsewhere`] : parts
  return `${KIND_WORDS[kind]}${printable(from)} is ${told.join('; ')}`
}

/** Finds a name that stands alone: `stripe.com` is not part of `api.stripe.com`. */
function hasName(json: string, name: string): boolean {
  const quoted = JSON.stringify(name).slice(1, -1)
  const isPart = (letter: string | undefined): boolean => letter !== undefined && /[\w.-]/.test(letter)
  for (let at = json.indexOf(quoted); at >= 0; at = json.indexOf(quoted, at + 1))
    if (!isPart(json[at - 1]) && !isPart(json[at + quoted.length])) return true
  return false
}
