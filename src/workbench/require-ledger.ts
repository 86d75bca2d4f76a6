import { docsPage } from '../diagnostic/docs-page.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { LedgerPlace } from '../git/ledger-place.ts'
import type { Workbench } from './workbench.ts'

/** Opens the ledger for a command that cannot work without one. @throws PolicyctlError git-required. */
export async function requireLedger(command: string, { ledger }: Workbench): Promise<LedgerPlace> {
  const access = await ledger.access()
  if (access.place !== null) return access.place
  throw new PolicyctlError('git-required', {
    message: `${command} needs git, which remembers what was applied: ${access.reason}`,
    hint: 'run it in a clone of the repository that the policies are applied from',
  })
}

/** Name of the target whose endpoint is in the environment; --target cannot name it. */
const UNNAMED = 'default'

/** Makes the error of a command that compares with what was applied. */
export function missingLedger({ target, remote }: LedgerPlace): PolicyctlError {
  const where = remote === null ? 'this repository' : `the remote '${remote}'`
  return new PolicyctlError('ledger-missing', {
    message: `${where} has no ledger of target '${target}'`,
    hint: `policyctl apply${target === UNNAMED ? '' : ` --target ${target}`} starts one, if nothing was applied from here yet; policyctl adopt takes what is live into files first. One that was deleted is put back from a clone that has it: ${docsPage('ledger.md#repair')}`,
  })
}
