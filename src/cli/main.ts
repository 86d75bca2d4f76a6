import { COMMANDS } from '../commands/list.ts'
import type { ExitStatus } from '../diagnostic/exit-status.ts'
import { runWithProcess } from './run-with-process.ts'

export function main(argv: readonly string[]): Promise<ExitStatus> {
  return runWithProcess(COMMANDS, argv)
}
