import type { Policies } from '../policy/policy.ts'
import type { Tool } from '../policy/tool.ts'

/** The facts of a live workspace; a null field: the key may not read it, or the server does not have it. */
export interface LiveFacts {
  /** Every live policy that can be read, managed or not. */
  readonly policies: Policies
  /** Live policies that cannot be read, by name, with the reason. Default: none. */
  readonly unreadable?: ReadonlyMap<string, string>
  /** Policies that the server cannot use, by name, with the server's message. */
  readonly notReady: ReadonlyMap<string, string>
  readonly tools: readonly Tool[] | null
  readonly connectors:
    | readonly { readonly id: string; readonly name: string; readonly enabled: boolean }[]
    | null
  /** Agents (`namespace/name`) by policy, as the workspace shows them; null if it does not say. */
  readonly usedBy: ReadonlyMap<string, readonly string[] | null>
}
