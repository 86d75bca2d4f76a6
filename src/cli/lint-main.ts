/** Runs a command line whose first word is lint, without loading the other commands: editors and hooks run lint all the time. */
import { LISTED_LINT } from '../commands/listed-lint.ts'
import type { ExitStatus } from '../diagnostic/exit-status.ts'
import { runWithProcess } from './run-with-process.ts'

export function lintMain(argv: readonly string[]): Promise<ExitStatus> {
  return runWithProcess([LISTED_LINT], argv)
}
