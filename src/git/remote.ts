import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Repository } from './repository.ts'

/**
 * The git remote that holds ledger and lock.
 *
 * @param ledger `config.ledger`: `origin` serves where it exists, unless the config names one.
 * @returns null: ledger and lock are kept in this repository, which has no remote, or the config says so.
 * @throws PolicyctlError remote-unknown where the config names a remote that
 * git does not know, or names none and git knows others.
 */
export async function ledgerRemote(
  { git }: Repository,
  ledger: { readonly remote: string | null; readonly isNamed: boolean },
): Promise<string | null> {
  if (ledger.remote === null) return null
  const { status } = await git.attempt(['remote', 'get-url', '--', ledger.remote])
  if (status === 0) return ledger.remote
  const remotes = (await git.text(['remote'])).split('\n').filter((name) => name !== '')
  if (ledger.isNamed) throw unknownRemote(ledger.remote)
  if (remotes.length === 0) return null
  throw new PolicyctlError('remote-unknown', {
    message: `the repository has no remote 'origin', and it has ${remotes.map((name) => `'${name}'`).join(', ')}`,
    hint: `say in policyctl.yaml where the ledger is: ledger: { remote: ${remotes[0]} }, or none to keep it in this repository only`,
  })
}

function unknownRemote(name: string): PolicyctlError {
  return new PolicyctlError('remote-unknown', {
    message: `ledger.remote names '${name}', and the repository has no such remote`,
    hint: `git remote add ${name} URL, or name another in policyctl.yaml (none keeps the ledger local)`,
  })
}
