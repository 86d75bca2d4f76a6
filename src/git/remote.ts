import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { hiddenInUrl } from '../policy/userinfo.ts'
import { oncePerGit } from './once-per-git.ts'
import { isSameRepository } from './remote-address.ts'
import type { Repository } from './repository.ts'

/**
 * Finds the git remote that holds ledger and lock.
 *
 * @param ledger `config.ledger`; by default its remote is `origin`, and isNamed is false.
 * @returns null: this repository holds ledger and lock, because it has no remote, or the config says so.
 * @throws PolicyctlError remote-unknown if the config names a remote that git
 * does not know, or names none and git knows only others; remote-split if it is
 * pushed to another address than it is read from.
 */
export async function ledgerRemote(
  repository: Repository,
  { remote, isNamed }: { readonly remote: string | null; readonly isNamed: boolean },
): Promise<string | null> {
  if (remote === null) return null
  const addresses = await addressesIn(repository.git)
  const found = addresses.filter(({ name }) => name === remote)
  if (found.length > 0) {
    refuseSplit(remote, found)
    return remote
  }
  if (isNamed) throw unknownRemote(remote)
  const others = [...new Set(addresses.map(({ name }) => name))]
  if (others.length > 0) throw otherNames(others)
  return null
}

interface RemoteAddress {
  readonly name: string
  readonly url: string
  readonly use: 'fetch' | 'push'
}

/** The addresses that git uses, after `insteadOf`, `pushInsteadOf` and `pushurl`. */
const addressesIn = oncePerGit(async (git): Promise<readonly RemoteAddress[]> => {
  const lines = (await git.text(['remote', '--verbose'])).split('\n')
  return lines.flatMap((line) => {
    const [, name, url, use] = /^([^\t]+)\t(.*) \((fetch|push)\)/.exec(line) ?? []
    return name === undefined || url === undefined
      ? []
      : [{ name, url, use: use === 'push' ? 'push' : 'fetch' }]
  })
})

/**
 * Refuses a remote that is read at one address and written at another: no lock
 * would hold, and every apply would start from the same ledger.
 */
function refuseSplit(remote: string, addresses: readonly RemoteAddress[]): void {
  const read = addresses.find(({ use }) => use === 'fetch')
  const elsewhere = addresses.find(
    ({ use, url }) => use === 'push' && !isSameRepository(url, read?.url ?? url),
  )
  if (read === undefined || elsewhere === undefined) return
  const [from, to] = [read.url, elsewhere.url].map(hiddenInUrl)
  throw new PolicyctlError('remote-split', {
    message: `the remote '${remote}' is read from ${from}, and pushed to ${to}: ledger and lock would be in two places`,
    hint: `add a remote for one of the two addresses, and name it in policyctl.yaml: git remote add ledger URL, and ledger: { remote: ledger }`,
  })
}

function otherNames(names: readonly string[]): PolicyctlError {
  return new PolicyctlError('remote-unknown', {
    message: `the repository has no remote 'origin'; it has ${names.map((name) => `'${name}'`).join(', ')}`,
    hint: `say in policyctl.yaml where the ledger is: ledger: { remote: ${names[0]} }, or none to keep it in this repository only`,
  })
}

function unknownRemote(name: string): PolicyctlError {
  return new PolicyctlError('remote-unknown', {
    message: `ledger.remote in policyctl.yaml is '${name}', and the repository has no such remote`,
    hint: `git remote add ${name} URL, or name another in policyctl.yaml (none keeps the ledger in this repository)`,
  })
}
