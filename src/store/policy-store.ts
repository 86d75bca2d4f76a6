/**
 * The port to a workspace. One suite of contract tests holds it over HTTP and in
 * this process, for both contracts of the API.
 *
 * Each call is one attempt: the caller decides whether a repetition is safe. A
 * failure is a StoreFailure: there is no answer, or an error answer.
 */
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Policy, Rule } from '../policy/policy.ts'
import type { Tool } from '../policy/tool.ts'

export interface PolicyStore {
  /** Base URL, normalised; ledgers and plans are bound to it. */
  readonly endpoint: string
  /** Namespace of the classic contract; null: none is named. */
  readonly namespace: string | null
  readonly contract: 'classic' | 'v1'
  /** Every policy of the workspace, sorted by name; one request. */
  list(): Promise<readonly LivePolicy[]>
  /** @returns null if there is no such policy. */
  get(name: string): Promise<LivePolicy | null>
  /** @returns the policy as the server answered that it stores it. */
  create(policy: Policy): Promise<LivePolicy>
  replace(policy: Policy): Promise<LivePolicy>
  delete(name: string): Promise<void>
  translate(text: string): Promise<Translation>
  /** @returns null if the key may not read them, or the server has no such resource; also for `connectors` and `agents`. */
  tools(): Promise<readonly Tool[] | null>
  connectors(): Promise<readonly Connector[] | null>
  /** `namespace/name`, sorted. */
  agents(): Promise<readonly string[] | null>
  /** @param agent `namespace/name`. */
  agentPolicies(agent: string): Promise<AgentPolicies>
  /**
   * Approval requests, decided or not, as the server shows them.
   *
   * @throws StoreFailure also if the key may not read them, since the question is about nothing else.
   */
  approvalRequests(): Promise<readonly unknown[]>
  /** The number of requests sent so far, for --verbose and tests. */
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
  /** The words that became no rule, if the server names them, as the emulator does. */
  readonly notUnderstood: readonly string[]
}

export interface Connector {
  readonly id: string
  readonly name: string
  readonly enabled: boolean
}
