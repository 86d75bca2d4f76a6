/** A tool of a workspace, as far as anything here looks at it. Calls go to a tool's host, or they are denied. */
export interface Tool {
  readonly name: string
  /** Scheme, host, port and path, in full; '' where the workspace does not say. */
  readonly baseUrl: string
  readonly riskTags: readonly string[]
  /** None: every method and path may be called. */
  readonly capabilities: readonly ToolCapability[]
}

export interface ToolCapability {
  readonly name: string
  /** '' for any. */
  readonly method: string
  /** Below the tool's base URL; '' for any. */
  readonly path: string
  readonly riskTags: readonly string[]
}

/** All that a call to a tool may carry, whatever its capability: tags stand on tools and on capabilities. */
export function tagsOfTool({ riskTags, capabilities }: Tool): ReadonlySet<string> {
  return new Set([...riskTags, ...capabilities.flatMap((one) => one.riskTags)])
}
