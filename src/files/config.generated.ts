// Generated from the schema by `npm run generate`. Do not edit.

/**
 * policyctl.yaml, at the root of the project.
 */
export interface ConfigFile {
  /**
   * Version of this file's format.
   */
  version: 1
  /**
   * Folder of the policy files, relative to this file. Default: policies.
   */
  policies?: string
  /**
   * The target that is used without --target.
   */
  defaultTarget?: string
  /**
   * The workspaces that policies are applied to, by name.
   */
  targets?: {
    [k: string]: ConfigTarget
  }
  /**
   * Where the ledger is kept.
   */
  ledger?: {
    /**
     * Git remote that holds ledger and lock; origin where it exists; none keeps them in this repository.
     */
    remote?: string
  }
  /**
   * Severity by check; "*" sets all that are not named.
   */
  checks?: {
    [k: string]: 'off' | 'info' | 'warning' | 'error'
  }
  /**
   * Thresholds for test --coverage.
   */
  coverage?: {
    /**
     * Per cent of rules that a test must decide.
     */
    rules?: number
  }
  /**
   * Limits of the guards.
   */
  safety?: {
    /**
     * More deletes than this are refused. Default 3.
     */
    maxDeletes?: number
    /**
     * From 10 managed policies up, a larger share of deletes is refused. Default 30.
     */
    maxDeletePercent?: number
    /**
     * Globs of policy names that may be neither deleted nor widened.
     */
    protect?: string[]
    /**
     * report (default): wider access is shown. approve: it also needs --allow-widening.
     */
    widening?: 'report' | 'approve'
  }
  /**
   * Fields of specs that are the server's own, like spec.generation or spec.policies[].id: no guard holds a write that leaves them out.
   */
  serverFields?: string[]
  /**
   * Guards lifted by a reviewed line.
   */
  exceptions?: {
    /**
     * The guard that is lifted.
     */
    guard:
      'behind' | 'mass-delete' | 'empty-desired' | 'in-use' | 'live-narrowed' | 'unknown-fields' | 'widening'
    /**
     * The policy that it is lifted for, a name or a glob.
     */
    policy?: string
    /**
     * For mass-delete: the exact number of deletes.
     */
    deletes?: number
    /**
     * Why.
     */
    reason: string
    /**
     * Last day on which it holds, YYYY-MM-DD, UTC.
     */
    until: string
  }[]
  /**
   * Statements about access that must hold over all requests.
   */
  guardrails?: ConfigGuardrail[]
}
export interface ConfigTarget {
  /**
   * File of an embedded workspace, inside the project; no key is needed.
   */
  embedded?: string
  /**
   * Base URL of the API.
   */
  endpoint?: string
  /**
   * Environment variable that holds the key. Default: RUNAGENTS_API_KEY.
   */
  apiKeyEnv?: string
}
export interface ConfigGuardrail {
  name: string
  /**
   * The requests that the guardrail speaks of; what is absent matches everything.
   */
  on?: {
    /**
     * @minItems 1
     */
    operations?: string[]
    resource?: string
    /**
     * Tools that carry any one of these tags.
     *
     * @minItems 1
     */
    tags?: string[]
  }
  /**
   * Globs of agents it holds for; absent: every known agent.
   *
   * @minItems 1
   */
  agents?: string[]
  /**
   * known (default): every agent that is known, and each policy that none of them is bound to, alone. any: every set of policies that an agent may be bound to.
   */
  bindings?: 'known' | 'any'
  /**
   * The decision that must never be made.
   */
  never?: 'allow' | 'approval_required'
  /**
   * Every such request that goes through must be approved, and by these groups only.
   *
   * @minItems 1
   */
  approvedBy?: string[]
}
