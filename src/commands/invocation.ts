import type { Context } from '../workbench/context.ts'
import type { WorkbenchOptions } from '../workbench/workbench.ts'

/** One call of a command. */
export interface Invocation {
  readonly context: Context
  /** The config and the target. */
  readonly global: WorkbenchOptions
  /** Positional arguments, flat. */
  readonly args: readonly string[]
  /** The options of the command that were given. */
  readonly options: Options
}

/** Values by the camel-cased long name of the option, as commander gives them; absent if not given. */
export type Options = Readonly<Record<string, unknown>>
