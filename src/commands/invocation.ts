import type { Context } from '../workbench/context.ts'
import type { WorkbenchOptions } from '../workbench/workbench.ts'

/** One call of a command. */
export interface Invocation {
  readonly context: Context
  /** The config and the target. */
  readonly global: WorkbenchOptions
  /** Positional arguments, flat. */
  readonly args: readonly string[]
  /** By camel-cased long name, as commander gives them; absent where not given. */
  readonly options: Options
}

/** By camel-cased long name, as commander gives them; absent where not given. */
export type Options = Readonly<Record<string, unknown>>
