import type { Demands } from '../answers/demands.ts'
import type { Options } from './command.ts'

/** Reads `--fail-on` and `--exit-code`. */
export function demandsOf({ failOn, exitCode }: Options): Demands {
  return { failOn: failOn === 'wider' ? failOn : null, exitCode: exitCode === true }
}
