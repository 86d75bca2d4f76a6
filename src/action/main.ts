/** The entry of the GitHub Action. */
import { processContext } from '../cli/process-context.ts'
import { runAction } from './run-action.ts'

process.exitCode = await runAction(processContext({ noColor: true, version: __POLICYCTL_VERSION__ }))
