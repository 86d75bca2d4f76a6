/** A tool of a workspace, with the fields that policyctl uses. The platform denies calls to a host of no tool. */
export interface Tool {
  readonly name: string
  /** Scheme, host, port and path, in full; '' if the workspace does not say. */
  readonly baseUrl: string
  readonly riskTags: readonly string[]
  /** []: every method and path may be called. */
  readonly capabilities: readonly ToolCapability[]
}

export interface ToolCapability {
  readonly name: string
  /** '' for any. */
  readonly method: string
  /** Path below the tool's base URL; '' for any. */
  readonly path: string
  readonly riskTags: readonly string[]
}

/** All tags that a call to the tool may have: those of the tool and of its capabilities. */
export function tagsOfTool({ riskTags, capabilities }: Tool): ReadonlySet<string> {
  return new Set([...riskTags, ...capabilities.flatMap((one) => one.riskTags)])
}
