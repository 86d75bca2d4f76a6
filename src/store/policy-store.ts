/**
 * The port through which everything talks to a workspace. Two stores pass one
 * contract suite: the HTTP store against the emulator in either contract.
 *
 * Each call is one attempt: whoever writes decides whether trying again is
 * safe. A failure is a StoreFailure (an answer was not had, or says no).
 */
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Policy, Rule } from '../policy/policy.ts'
import type { Tool } from '../policy/tool.ts'

export interface PolicyStore {
  /** Base URL, normalised: what ledgers and plans are bound to. */
  readonly endpoint: string
  /** Workspace behind the URL, which only the classic contract has; null: none is named. */
  readonly namespace: string | null
  readonly contract: 'classic' | 'v1'
  /** Every policy of the workspace, sorted by name; one request. */
  list(): Promise<readonly LivePolicy[]>
  /** null: there is none. */
  get(name: string): Promise<LivePolicy | null>
  /** @returns what the server answered that it now holds. */
  create(policy: Policy): Promise<LivePolicy>
  replace(policy: Policy): Promise<LivePolicy>
  delete(name: string): Promise<void>
  translate(text: string): Promise<Translation>
  /** Neighbouring resources, null where the key may not read them or the server has none. */
  tools(): Promise<readonly Tool[] | null>
  connectors(): Promise<readonly Connector[] | null>
  /** `namespace/name`, sorted. */
  agents(): Promise<readonly string[] | null>
  /** @param agent `namespace/name`. */
  agentPolicies(agent: string): Promise<AgentPolicies>
  /**
   * Calls that waited for a human, decided or not, as the server shows them.
   *
   * @throws StoreFailure also where the key may not read them: whoever asks for them wants nothing else.
   */
  approvalRequests(): Promise<readonly unknown[]>
  /** Requests sent so far, for --verbose and tests. */
  readonly requests: number
  close(): Promise<void>
}

/**
 * Names of the policies that an agent is bound to, sorted. `gone`: there is no
 * such agent, or the server has no configurations; `unsaid`: the configuration
 * has no such field, since a Go server leaves an empty list out, or has none yet;
 * null: the key may not read it, or the answer is about another agent.
 */
export type AgentPolicies = readonly string[] | 'gone' | 'unsaid' | null

export interface Translation {
  /** Any field may be missing. */
  readonly rules: readonly Partial<Rule>[]
  /** The words that no rule takes account of, where the server names them: the emulator does. */
  readonly notUnderstood: readonly string[]
}

export interface Connector {
  readonly id: string
  readonly name: string
  readonly enabled: boolean
}
