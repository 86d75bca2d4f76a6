/** Reads the trusted signers from the base branch, never from a checkout. */
import { basename } from 'node:path'
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

export interface TrustQuestion {
  /** Absolute path of the config in use; null: there is none. */
  readonly configFile: string | null
  /** A remote that does not answer; its default branch is then read from the clone's copy. Default: it answers. */
  readonly unreached?: string | null
}

/**
 * Reads the keys that `evidence.trusted` names in the default branch of the
 * ledger's remote; without a remote, in HEAD. The config there is the one of the same
 * name as the config in use; if that is not there, it is policyctl.yaml.
 *
 * @throws PolicyctlError trusted-key-invalid, config-invalid, remote-unreachable.
 */
export async function baseTrust(
  { repository, remote }: LedgerPlace,
  { configFile, unreached = null }: TrustQuestion,
): Promise<Trust> {
  const commit = remote === null ? await knownTip(repository, unreached) : await baseTip(repository, remote)
  if (commit === null) return { keys: [], pgp: [], commit }
  const config = await configAt(repository, commit, configFile)
  if (config === null) return { keys: [], pgp: [], commit }
  const shown = `${config.name} at ${commit.slice(0, 12)}`
  const { trusted } = parseConfig(config.text, shown).evidence
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
  return { pgp, keys: trustedKeys(rest, file, pgp.length) }
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

/** The folder of a config is the project's, so its name is its path there. */
async function configAt(
  repository: Repository,
  commit: string,
  configFile: string | null,
): Promise<{ readonly name: string; readonly text: string } | null> {
  for (const name of new Set([configFile === null ? CONFIG_NAME : basename(configFile), CONFIG_NAME])) {
    const text = await textOf(repository, commit, name)
    if (text !== null) return { name, text }
  }
  return null
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
