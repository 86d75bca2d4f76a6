/** Counts calls by agent and origin. */

export interface HostCalls {
  /** `namespace/name`. */
  readonly agent: string
  /** `https://api.stripe.com`; '' for all origins beyond the limit. */
  readonly origin: string
  readonly calls: number
}

/** The most origins that are counted apart: a log of made-up hosts must not fill the memory. */
const MOST_ORIGINS = 10_000

export class HostTable {
  readonly #numbers = new Map<string, number>()
  /** Calls by the numbers of origin and agent. */
  readonly #counts: number[][] = []

  /** Returns the number of the origin of a URL. */
  numberOf(url: string): number {
    const slash = url.indexOf('/', url.indexOf('://') + 3)
    const origin = slash < 0 ? url : url.slice(0, slash)
    const known = this.#numbers.get(origin)
    if (known !== undefined) return known
    if (this.#numbers.size >= MOST_ORIGINS) return this.#numberOfRest()
    const number = this.#numbers.size
    // A slice would keep the whole URL alive.
    this.#numbers.set(Buffer.from(origin).toString(), number)
    return number
  }

  #numberOfRest(): number {
    const number = this.#numbers.get('') ?? this.#numbers.size
    this.#numbers.set('', number)
    return number
  }

  add(agent: number, origin: number): void {
    this.#counts[origin] ??= []
    const row = this.#counts[origin]
    row[agent] = (row[agent] ?? 0) + 1
  }

  /** @param agents by number. */
  counted(agents: readonly string[]): readonly HostCalls[] {
    return [...this.#numbers].flatMap(([origin, number]) =>
      (this.#counts[number] ?? []).flatMap((calls, agent) => ({ agent: agents[agent] ?? '', origin, calls })),
    )
  }
}
