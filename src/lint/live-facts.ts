import type { Policies } from '../policy/policy.ts'
import type { Tool } from '../policy/tool.ts'

/** The facts of a live workspace; null: the key may not read it, or the server has none. */
export interface LiveFacts {
  /** Every live policy that can be read, whoever manages it. */
  readonly policies: Policies
  /** Why live policies cannot be read, by name: they are there, and nobody knows what they do. Default: none. */
  readonly unreadable?: ReadonlyMap<string, string>
  /** Policies that the server cannot use, and what it says of it. */
  readonly notReady: ReadonlyMap<string, string>
  readonly tools: readonly Tool[] | null
  readonly connectors:
    | readonly { readonly id: string; readonly name: string; readonly enabled: boolean }[]
    | null
  /** Agents (`namespace/name`) by policy, as the workspace says; null for a policy whose usage it does not say. */
  readonly usedBy: ReadonlyMap<string, readonly string[] | null>
}
