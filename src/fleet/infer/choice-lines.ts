/** Writes each choice of an inference on one line. */

import { count } from '../../diagnostic/count.ts'
import { firstNames } from '../../diagnostic/first-names.ts'
import { groupBy } from '../../policy/group-by.ts'
import type { FleetProposal, ProposedMap } from './fleet-proposal.ts'

/** A policy of a target that may be wider than in the first of its layers. */
export interface WiderChoice {
  readonly target: string
  readonly policy: string
  /** A request that gets wider access, and its decision before. */
  readonly witness: string
}

export function choiceLines(
  { layers, maps, targets, namesOf }: FleetProposal,
  wider: readonly WiderChoice[],
): readonly string[] {
  const all = targets.map(({ name }) => name)
  const layerLines = layers.map(({ name, kind, targets: of, policies }) => {
    const number = policies.length === 0 ? 'no policy' : count(policies.length, 'policy', 'policies')
    if (kind === 'own') return `${name}: ${number} of its own`
    return `${name}: ${number}, in ${of.length} of ${all.length}${kind === 'shared' ? ` (${targetsText(of, all)})` : ''}`
  })
  const same = groupBy(maps, ({ kind, from, to }) => JSON.stringify([kind, from, to]))
  const mapLines = [...same.values()].flatMap((of) => mapLine(of, all))
  const withoutLines = targets.flatMap(({ name, without }) =>
    without.length === 0
      ? []
      : [
          `${name}: without [${without.join(', ')}], since it does not have ${without.length === 1 ? 'it' : 'them'}`,
        ],
  )
  const widerLines = [...groupBy(wider, ({ target }) => target)].map(
    ([target, of]) =>
      `${target}: wider than the first layer in ${of.map(({ policy }) => policy).join(', ')}: lines to review`,
  )
  const names = namesOf === null ? [] : [`names: as ${namesOf} has them`]
  return [
    ...layerLines.slice(0, 1),
    ...names,
    ...mapLines,
    ...layerLines.slice(1),
    ...withoutLines,
    ...widerLines,
  ]
}

const KIND = { hosts: '', groups: 'group ', connectors: 'connector ', tools: 'tool ' } as const

function mapLine(of: readonly ProposedMap[], all: readonly string[]): readonly string[] {
  const [first] = of
  if (first === undefined) return []
  const where = targetsText(
    of.map(({ target }) => target),
    all,
  )
  const places = of.reduce((sum, { seen }) => sum + seen.length, 0)
  return [
    `map ${where}: ${KIND[first.kind]}${first.from} → ${first.to}, seen in ${count(places, 'place', 'places')}`,
  ]
}

const MOST_NAMED = 4

/** Names the targets by a glob if one matches exactly these. */
function targetsText(of: readonly string[], all: readonly string[]): string {
  const [first = ''] = of
  if (of.length > 1) {
    const words = first.split('-')
    for (let length = 1; length < words.length; length += 1) {
      const head = `${words.slice(0, length).join('-')}-`
      const tail = `-${words.slice(length).join('-')}`
      if (areExactly((name) => name.startsWith(head), of, all)) return `${head}*`
      if (areExactly((name) => name.endsWith(tail), of, all)) return `*${tail}`
    }
  }
  return firstNames(of, MOST_NAMED)
}

function areExactly(
  isMeant: (name: string) => boolean,
  of: readonly string[],
  all: readonly string[],
): boolean {
  const meant = all.filter(isMeant)
  return meant.length === of.length && meant.every((name) => of.includes(name))
}
