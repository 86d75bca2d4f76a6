/**
 * Prepares a side for many guardrails: the subjects, and which of them have rules for a guarded
 * host. It is computed once, since most guardrails and most policies share no host.
 */
import { matchesAnyGlob } from '../../policy/name-glob.ts'
import type { Spec } from '../../policy/policy.ts'
import type { AccessSide } from '../model/access-side.ts'
import { type BoundPolicy, policiesOf } from '../model/decide.ts'
import { ANY_ORIGIN, originOfResource, rulesOfOrigin } from '../model/origins.ts'
import { rulesOf } from '../model/reading.ts'
import { selectorsOf } from '../model/selectors.ts'
import { ceilingKey } from './ceiling-over.ts'
import type { Guardrail } from './guardrail.ts'
import { mayMatchElsewhere, worstCaseSpec } from './worst-case.ts'

/** A subject that a guardrail is checked for: the policies of an agent, or one policy alone. */
export interface GuardrailSubject {
  readonly agent: string | null
  readonly bound: readonly BoundPolicy[]
  /** Policies that may be bound besides, `bound` included; they can only lend their routes. */
  readonly others: readonly BoundPolicy[]
}

/** The reading in which policies are taken: the pinned one, or the least favourable for allow or for approval. */
export type HeldReading = 'pinned' | 'allow' | 'approval_required'

interface PoliciesByOrigin {
  /** The policies without a fixed origin. */
  readonly anywhere: readonly string[]
  readonly byNumber: ReadonlyMap<number, readonly string[]>
}

export class HeldSide {
  readonly side: AccessSide
  #agents: readonly GuardrailSubject[] | null = null
  #singles: readonly GuardrailSubject[] | null = null
  #everybody: readonly GuardrailSubject[] | null = null
  #origins: PoliciesByOrigin | null = null
  #elsewhere: readonly (readonly [string, Spec])[] | null = null
  readonly #near = new Map<string, ReadonlySet<string> | null>()

  constructor(side: AccessSide) {
    this.side = side
  }

  /**
   * Every known agent, and each policy that is bound to none of them, as if an agent had
   * it alone. Otherwise a guardrail would be proven for nobody if no bindings are known,
   * for example offline.
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
    this.#everybody ??= [...this.#agents, ...this.#unbound()]
    return this.#everybody
  }

  #unbound(): readonly GuardrailSubject[] {
    const bound = new Set([...this.side.bindings.values()].flat())
    const unbound = this.singles().filter(
      ({ bound: [policy] }) => policy !== undefined && !bound.has(policy.name),
    )
    return unbound.map((subject) => ({ ...subject, others: [] }))
  }

  /**
   * Lists policies one by one: if a set of policies lets a request pass, one
   * policy of it does so alone, since the others can only withhold.
   */
  singles(): readonly GuardrailSubject[] {
    if (this.#singles !== null) return this.#singles
    const all = [...this.side.policies].map(([name, spec]) => ({ name, spec }))
    this.#singles = all.map((policy) => ({ agent: null, bound: [policy], others: all }))
    return this.#singles
  }

  /** Names of the policies that may match a URL of the pattern's host; null: all may. */
  near(resource: string | undefined, reading: HeldReading): ReadonlySet<string> | null {
    const origin = originOfResource(resource)
    if (origin === ANY_ORIGIN) return null
    const key = `${reading} ${origin}`
    const known = this.#near.get(key)
    if (known !== undefined) return known
    const { anywhere, byNumber } = this.#byOrigin()
    const near = new Set([...anywhere, ...(byNumber.get(origin) ?? [])])
    if (reading !== 'pinned')
      for (const [name, spec] of this.#readElsewhere())
        if (rulesOfOrigin(selectorsOf(worstCaseSpec(spec, reading)).origins, origin).length > 0)
          near.add(name)
    this.#near.set(key, near)
    return near
  }

  /** Names of policies by the numbers of the origins that they speak of. */
  #byOrigin(): PoliciesByOrigin {
    if (this.#origins !== null) return this.#origins
    const found = { anywhere: [] as string[], byNumber: new Map<number, string[]>() }
    for (const [name, spec] of this.side.policies) {
      const origins = new Set(selectorsOf(spec).origins)
      if (origins.delete(ANY_ORIGIN)) found.anywhere.push(name)
      for (const origin of origins) {
        const names = found.byNumber.get(origin)
        if (names === undefined) found.byNumber.set(origin, [name])
        else names.push(name)
      }
    }
    this.#origins = found
    return found
  }

  /** Policies that another reading lets match on other hosts too: the others need not be read twice. */
  #readElsewhere(): readonly (readonly [string, Spec])[] {
    this.#elsewhere ??= [...this.side.policies].filter(([, spec]) => rulesOf(spec).some(mayMatchElsewhere))
    return this.#elsewhere
  }
}

/** Agents that match the globs, by their full or their bare name; absent: all. */
export function meantAgents(
  globs: readonly string[] | undefined,
  { bindings }: AccessSide,
): readonly string[] {
  const isMeant = (name: string): boolean => globs === undefined || matchesAnyGlob(globs, name)
  return [...bindings.keys()].filter(
    (agent) => isMeant(agent) || isMeant(agent.slice(agent.indexOf('/') + 1)),
  )
}

/**
 * Keeps one of the agents that have the same policies and the same ceiling; agents
 * without a policy for the host are skipped, since no breach can be found for them.
 */
export function distinctSubjects(
  subjects: readonly GuardrailSubject[],
  near: ReadonlySet<string> | null,
  guardrail: Pick<Guardrail, 'atMost' | 'bindings'> = {},
): readonly GuardrailSubject[] {
  const bySet = new Map<string, GuardrailSubject>()
  for (const subject of near === null ? subjects : subjectsWith(near, subjects)) {
    const names = JSON.stringify(subject.bound.map(({ name }) => name))
    const key = `${names} ${ceilingKey(guardrail, subject.agent)}`
    if (!bySet.has(key)) bySet.set(key, subject)
  }
  return [...bySet.values()]
}

const known = new WeakMap<readonly GuardrailSubject[], ReadonlyMap<string, readonly number[]>>()

/** In their order. */
function subjectsWith(
  near: ReadonlySet<string>,
  subjects: readonly GuardrailSubject[],
): readonly GuardrailSubject[] {
  const byPolicy = known.get(subjects) ?? indexOf(subjects)
  known.set(subjects, byPolicy)
  const indexes = new Set([...near].flatMap((name) => byPolicy.get(name) ?? []))
  return [...indexes].sort((a, b) => a - b).flatMap((index) => subjects[index] ?? [])
}

function indexOf(subjects: readonly GuardrailSubject[]): ReadonlyMap<string, readonly number[]> {
  const byPolicy = new Map<string, number[]>()
  for (const [index, { bound }] of subjects.entries())
    for (const { name } of bound) {
      const indexes = byPolicy.get(name)
      if (indexes === undefined) byPolicy.set(name, [index])
      else indexes.push(index)
    }
  return byPolicy
}

/** The policies whose names are in `near`; null: all. */
export function nearOnly(
  bound: readonly BoundPolicy[],
  near: ReadonlySet<string> | null,
): readonly BoundPolicy[] {
  return near === null ? bound : bound.filter(({ name }) => near.has(name))
}
