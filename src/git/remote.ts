import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Repository } from './repository.ts'

/**
 * The git remote that holds ledger and lock.
 *
 * @param ledger `config.ledger`: `origin` serves where it exists, unless the config names one.
 * @returns null: ledger and lock are kept in this repository.
 * @throws PolicyctlError remote-unknown where the config names a remote that git does not know.
 */
export async function ledgerRemote(
  { git }: Repository,
  ledger: { readonly remote: string | null; readonly isNamed: boolean },
): Promise<string | null> {
  if (ledger.remote === null) return null
  const { status } = await git.attempt(['remote', 'get-url', '--', ledger.remote])
  if (status === 0) return ledger.remote
  if (!ledger.isNamed) return null
  throw new PolicyctlError('remote-unknown', {
    message: `ledger.remote names '${ledger.remote}', and the repository has no such remote`,
    hint: `git remote add ${ledger.remote} URL, or name another in policyctl.yaml (none keeps the ledger local)`,
  })
}
