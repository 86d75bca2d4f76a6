/** Counts calls by agent and origin: two numbers a call, and one look-up. */

export interface HostCalls {
  /** `namespace/name`. */
  readonly agent: string
  /** `https://api.stripe.com`. */
  readonly origin: string
  readonly calls: number
}

const MOST_AGENTS = 2 ** 24

export class HostTable {
  readonly #numbers = new Map<string, number>()
  readonly #counts = new Map<number, number>()

  /** The number of the origin of a URL in full. */
  numberOf(url: string): number {
    const slash = url.indexOf('/', url.indexOf('://') + 3)
    const origin = slash < 0 ? url : url.slice(0, slash)
    const known = this.#numbers.get(origin)
    if (known !== undefined) return known
    const number = this.#numbers.size
    // A slice would keep the whole URL alive.
    this.#numbers.set(Buffer.from(origin).toString(), number)
    return number
  }

  add(agent: number, origin: number): void {
    const key = origin * MOST_AGENTS + agent
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
  }

  /** @param agents by number. */
  counted(agents: readonly string[]): readonly HostCalls[] {
    const origins = [...this.#numbers.keys()]
    return [...this.#counts].map(([key, calls]) => ({
      agent: agents[key % MOST_AGENTS] ?? '',
      origin: origins[Math.floor(key / MOST_AGENTS)] ?? '',
      calls,
    }))
  }
}
