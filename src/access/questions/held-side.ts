/**
 * A side that many guardrails are held against: whom they are held against,
 * and which of these say anything at all of the host that is guarded. Worked
 * out once, since most guardrails and most policies share no host.
 */
import { matchesAnyGlob } from '../../policy/name-glob.ts'
import type { Spec } from '../../policy/policy.ts'
import type { AccessSide } from '../model/access-side.ts'
import { type BoundPolicy, policiesOf } from '../model/decide.ts'
import { mayHaveOrigin, originHash } from '../model/key-hashes.ts'
import { parsePattern } from '../model/pattern.ts'
import { rulesOf } from '../model/reading.ts'
import { selectorsOf } from '../model/selectors.ts'
import type { Guardrail } from './guardrail.ts'
import { mayMatchElsewhere, pessimisticSpec } from './pessimistic.ts'

/** Somebody that a guardrail has to hold for: the policies of an agent, or one policy alone. */
export interface GuardrailSubject {
  readonly agent: string | null
  readonly bound: readonly BoundPolicy[]
  /** Policies that may be bound besides, `bound` included; they can only lend their routes. */
  readonly others: readonly BoundPolicy[]
}

/** As it is written, or as the least favourable reading of it has it. */
export type HeldReading = 'pinned' | 'allow' | 'approval_required'

export class HeldSide {
  readonly side: AccessSide
  #agents: readonly GuardrailSubject[] | null = null
  #singles: readonly GuardrailSubject[] | null = null
  #elsewhere: readonly (readonly [string, Spec])[] | null = null
  readonly #near = new Map<string, ReadonlySet<string> | null>()

  constructor(side: AccessSide) {
    this.side = side
  }

  /**
   * Every known agent, and each policy that is bound to none of them as if an
   * agent had it alone: without known bindings (offline, say) a guardrail would
   * otherwise hold for nobody and be called proven.
   */
  subjects({ bindings, agents }: Guardrail): readonly GuardrailSubject[] {
    if (bindings === 'any') return this.singles()
    this.#agents ??= [...this.side.bindings.keys()].map((agent) => ({
      agent,
      bound: policiesOf(this.side, agent),
      others: [],
    }))
    if (agents !== undefined) {
      const meant = new Set(meantAgents(agents, this.side))
      return this.#agents.filter(({ agent }) => agent !== null && meant.has(agent))
    }
    const bound = new Set([...this.side.bindings.values()].flat())
    const unbound = this.singles().filter(
      ({ bound: [policy] }) => policy !== undefined && !bound.has(policy.name),
    )
    return [...this.#agents, ...unbound.map((subject) => ({ ...subject, others: [] }))]
  }

  /** Whatever a set of policies lets through, one policy of it lets through alone: the others can only withhold. */
  singles(): readonly GuardrailSubject[] {
    if (this.#singles !== null) return this.#singles
    const all = [...this.side.policies].map(([name, spec]) => ({ name, spec }))
    this.#singles = all.map((policy) => ({ agent: null, bound: [policy], others: all }))
    return this.#singles
  }

  /** Names of the policies that may match a URL of the pattern's host; null: all may. */
  near(resource: string | undefined, reading: HeldReading): ReadonlySet<string> | null {
    const origin = originHash(parsePattern(resource).key)
    if (origin === null) return null
    const key = `${reading} ${origin}`
    const known = this.#near.get(key)
    if (known !== undefined) return known
    const near = new Set<string>()
    for (const [name, spec] of this.side.policies)
      if (mayHaveOrigin(selectorsOf(spec).hashes, origin)) near.add(name)
    if (reading !== 'pinned')
      for (const [name, spec] of this.#readElsewhere())
        if (mayHaveOrigin(selectorsOf(pessimisticSpec(spec, reading)).hashes, origin)) near.add(name)
    this.#near.set(key, near)
    return near
  }

  /** Policies that another reading lets match on other hosts too: the others need not be read twice. */
  #readElsewhere(): readonly (readonly [string, Spec])[] {
    this.#elsewhere ??= [...this.side.policies].filter(([, spec]) => rulesOf(spec).some(mayMatchElsewhere))
    return this.#elsewhere
  }
}

/** Agents that the globs name, by their whole name or the bare one; absent: all. */
export function meantAgents(
  globs: readonly string[] | undefined,
  { bindings }: AccessSide,
): readonly string[] {
  const isMeant = (name: string): boolean => globs === undefined || matchesAnyGlob(globs, name)
  return [...bindings.keys()].filter(
    (agent) => isMeant(agent) || isMeant(agent.slice(agent.indexOf('/') + 1)),
  )
}

/** Agents with the same policies stand or fall together; of none of which a policy is near, nothing is ever found. */
export function distinctSubjects(
  subjects: readonly GuardrailSubject[],
  near: ReadonlySet<string> | null,
): readonly GuardrailSubject[] {
  const bySet = new Map<string, GuardrailSubject>()
  for (const subject of subjects) {
    if (near !== null && !subject.bound.some(({ name }) => near.has(name))) continue
    const key = JSON.stringify(subject.bound.map(({ name }) => name))
    if (!bySet.has(key)) bySet.set(key, subject)
  }
  return [...bySet.values()]
}

/** Those that matter; null: all do. */
export function nearOnly(
  bound: readonly BoundPolicy[],
  near: ReadonlySet<string> | null,
): readonly BoundPolicy[] {
  return near === null ? bound : bound.filter(({ name }) => near.has(name))
}
