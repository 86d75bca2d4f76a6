/**
 * The port through which everything talks to a workspace. Two stores pass one
 * contract suite: the HTTP store against the emulator in either contract.
 *
 * Each call is one attempt: whoever writes decides whether trying again is
 * safe. A failure is a StoreFailure (an answer was not had, or says no).
 */
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Policy, Rule } from '../policy/policy.ts'

export interface PolicyStore {
  /** Base URL, normalised: what ledgers and plans are bound to. */
  readonly endpoint: string
  readonly contract: 'classic' | 'v1'
  /** Every policy of the workspace, sorted by name; one request. */
  list(): Promise<readonly LivePolicy[]>
  /** null: there is none. */
  get(name: string): Promise<LivePolicy | null>
  /** @returns what the server answered that it now holds. */
  create(policy: Policy): Promise<LivePolicy>
  replace(policy: Policy): Promise<LivePolicy>
  delete(name: string): Promise<void>
  translate(text: string): Promise<readonly Partial<Rule>[]>
  /** Neighbouring resources, null where the key may not read them or the server has none. */
  tools(): Promise<readonly Tool[] | null>
  connectors(): Promise<readonly Connector[] | null>
  agents(): Promise<readonly string[] | null>
  /** Requests sent so far, for --verbose and tests. */
  readonly requests: number
  close(): Promise<void>
}

export interface Tool {
  readonly id: string
  readonly name: string
  readonly baseUrl: string
  readonly riskTags: readonly string[]
  readonly capabilities: readonly string[]
}

export interface Connector {
  readonly id: string
  readonly name: string
  readonly enabled: boolean
}
