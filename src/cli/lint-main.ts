/** The command line where its first word is lint: editors and hooks run it all the time, and need not load the rest. */
import { LISTED_LINT } from '../commands/listed-lint.ts'
import type { ExitStatus } from '../diagnostic/exit-status.ts'
import { runWithProcess } from './run-with-process.ts'

export function lintMain(argv: readonly string[]): Promise<ExitStatus> {
  return runWithProcess([LISTED_LINT], argv)
}
