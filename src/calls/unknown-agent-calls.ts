/** Counts the calls of agents without a binding, by their names. */

/** Names beyond this number are counted together: a log of made-up agents must not fill the memory. */
const MOST_NAMES = 100_000
const MOST_LETTERS = 10_000_000

/** The name under which all others are counted; no agent of a log has it. */
export const OTHERS = ''

export class UnknownAgentCalls {
  /** By name, in the order in which the log names them. */
  readonly calls = new Map<string, number>()
  #letters = 0

  add(agent: string): void {
    const name = this.calls.has(agent) || this.#hasRoomFor(agent) ? agent : OTHERS
    this.calls.set(name, (this.calls.get(name) ?? 0) + 1)
  }

  #hasRoomFor(agent: string): boolean {
    if (this.calls.size >= MOST_NAMES || this.#letters + agent.length > MOST_LETTERS) return false
    this.#letters += agent.length
    return true
  }
}
