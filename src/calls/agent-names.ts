/** Finds the bound agents for the names in logs. */
import { agentsNamed } from '../access/questions/agents-named.ts'

export interface KnownAgent {
  /** `namespace/name`. */
  readonly name: string
  /** From 0, in the order in which the log names them. */
  readonly number: number
}

/** The most spellings that are cached; then the cache is emptied. */
const MOST_SPELLINGS = 100_000

export class AgentNames {
  /** Names of the log that stand for several agents, with these agents. */
  readonly ambiguous = new Map<string, readonly string[]>()
  readonly #bound: readonly string[]
  readonly #known = new Map<string, KnownAgent | null>()
  readonly #numbers = new Map<string, KnownAgent>()

  /** @param bound agents of both sides, `namespace/name`. */
  constructor(bound: Iterable<string>) {
    this.#bound = [...new Set(bound)]
  }

  /** The number of known agents that were named so far. */
  get count(): number {
    return this.#numbers.size
  }

  /** The known agents that were named so far, by number. */
  get named(): readonly string[] {
    return [...this.#numbers.keys()]
  }

  /** @returns null if no binding has the agent, or the name stands for several. */
  of(written: string): KnownAgent | null {
    const found = this.#known.get(written)
    if (found !== undefined) return found
    if (this.#known.size >= MOST_SPELLINGS) this.#known.clear()
    const named = agentsNamed(written, this.#bound)
    if (named.length > 1) this.ambiguous.set(written, named)
    const [name, ...others] = named
    const agent = name === undefined || others.length > 0 ? null : this.#numbered(name)
    this.#known.set(written, agent)
    return agent
  }

  #numbered(name: string): KnownAgent {
    const agent = this.#numbers.get(name) ?? { name, number: this.#numbers.size }
    this.#numbers.set(name, agent)
    return agent
  }
}
