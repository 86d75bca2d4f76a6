/** Reads the trusted signers from the base branch, never from a checkout. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { type TrustedKey, trustedKeys } from '../evidence/keys.ts'
import { type PgpKeys, pgpKeysIn } from '../evidence/pgp-keys.ts'
import { parseConfig } from '../files/config.ts'
import { CONFIG_KIND, decidingText } from '../files/read-deciding-file.ts'
import { bringCommit, defaultBranchOf } from '../git/default-branch.ts'
import type { LedgerPlace } from '../git/ledger-place.ts'
import { readFileAt } from '../git/read-revision.ts'
import type { Repository } from '../git/repository.ts'
import { CONFIG_NAME } from '../policy/policy-path.ts'

export interface Trust {
  readonly keys: readonly TrustedKey[]
  /** Keys that gpg verifies with. */
  readonly pgp: readonly PgpKeys[]
  /** The commit whose config names them; null before the first. */
  readonly commit: string | null
}

/**
 * Reads the keys that `evidence.trusted` names in the default branch of the
 * ledger's remote; without a remote, in HEAD.
 *
 * @param unreached a remote that does not answer; its default branch is then read from the clone's copy.
 * @throws PolicyctlError trusted-key-invalid, config-invalid, remote-unreachable.
 */
export async function baseTrust(
  { repository, remote }: LedgerPlace,
  unreached: string | null = null,
): Promise<Trust> {
  const commit = remote === null ? await knownTip(repository, unreached) : await baseTip(repository, remote)
  if (commit === null) return { keys: [], pgp: [], commit }
  const shown = `${CONFIG_NAME} at ${commit.slice(0, 12)}`
  const text = await textOf(repository, commit, CONFIG_NAME)
  if (text === null) return { keys: [], pgp: [], commit }
  const { trusted } = parseConfig(text, shown).evidence
  const read = await Promise.all(
    trusted.map(async (file) =>
      keysIn((await textOf(repository, commit, file)) ?? absent(file, shown), file),
    ),
  )
  return { keys: read.flatMap(({ keys }) => keys), pgp: read.flatMap(({ pgp }) => pgp), commit }
}

/** A file may hold keys of both kinds. */
function keysIn(text: string, file: string): Omit<Trust, 'commit'> {
  const { pgp, rest } = pgpKeysIn(text, file)
  return { pgp, keys: pgp.length > 0 && rest.trim() === '' ? [] : trustedKeys(rest, file) }
}

async function baseTip(repository: Repository, remote: string): Promise<string> {
  const { tip } = await defaultBranchOf(repository, remote)
  await bringCommit(repository, remote, tip)
  return tip
}

async function knownTip({ git, head }: Repository, unreached: string | null): Promise<string | null> {
  if (unreached === null) return head
  const ref = `refs/remotes/${unreached}/HEAD^{commit}`
  const { status, stdout } = await git.attempt(['rev-parse', '--verify', '--quiet', ref])
  return status === 0 ? stdout.toString('utf8').trim() : head
}

async function textOf(repository: Repository, ref: string, file: string): Promise<string | null> {
  const bytes = await readFileAt(repository, { ref, file })
  return bytes === null
    ? null
    : decidingText(bytes, { ...CONFIG_KIND, shown: `${file} at ${ref.slice(0, 12)}` })
}

function absent(file: string, shown: string): never {
  throw new PolicyctlError('trusted-key-invalid', {
    message: `${shown} trusts ${file}, and there is no such file in that commit`,
    hint: 'commit the public key there, or take the line out',
  })
}
