import { COMMANDS } from '../commands/list.ts'
import type { ExitStatus } from '../diagnostic/exit-status.ts'
import type { CliContext } from './cli-context.ts'
import { runOneOf } from './run-one-of.ts'

export function runCommandLine(argv: readonly string[], context: CliContext): Promise<ExitStatus> {
  return runOneOf(COMMANDS, argv, context)
}
