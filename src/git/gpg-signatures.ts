/**
 * Verifies gpg signatures of commits with git and gpg. The keyring holds exactly the trusted keys, and is
 * made for one verification and removed. The user's own keyring and `gpg.program` are not used.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GpgVerdict } from '../policy/ledger-record.ts'
import type { Git } from './run-git.ts'

/** gpg fetches no key, starts no agent and asks nothing; every key of the ring counts as trusted. */
const SETTINGS = 'trust-model always\nno-auto-key-retrieve\nno-autostart\nbatch\nno-tty\n'

/** These settings overrule the clone's config, which must not decide about signatures. */
const OWN_GPG = ['-c', 'gpg.program=gpg', '-c', 'gpg.openpgp.program=gpg', '-c', 'log.showSignature=false']

/**
 * @param oids of commits that are signed with gpg. @param keyring packets of public keys.
 * @returns a verdict for each. @throws PolicyctlError git-failed.
 */
export async function gpgVerdicts(
  git: Git,
  oids: readonly string[],
  keyring: Buffer,
): Promise<ReadonlyMap<string, GpgVerdict>> {
  if (oids.length === 0) return new Map()
  const home = await mkdtemp(join(tmpdir(), 'policyctl-gpg-'))
  try {
    await writeFile(join(home, 'gpg.conf'), SETTINGS)
    // Every version of gpg reads this file if the folder has no keybox.
    await writeFile(join(home, 'pubring.gpg'), keyring, { mode: 0o600 })
    const args = [...OWN_GPG, 'log', '--no-walk=unsorted', '--stdin', '--format=%H %G?']
    const output = await git.attempt(args, { input: `${oids.join('\n')}\n`, env: { GNUPGHOME: home } })
    const codes = new Map(output.stdout.toString('utf8').split('\n').map(entryOf))
    const isRun = output.status === 0 && !/cannot (run|spawn|exec)/i.test(output.stderr)
    return new Map(oids.map((oid) => [oid, isRun ? verdictOf(codes.get(oid)) : 'unchecked']))
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

function entryOf(line: string): readonly [string, string] {
  const [oid = '', code = ''] = line.split(' ')
  return [oid, code]
}

/**
 * Codes of `%G?` (git-log). A key that has expired since still counts while the base branch lists
 * it, so that earlier signatures stay valid.
 */
function verdictOf(code = ''): GpgVerdict {
  if (/^[GUXY]$/.test(code)) return 'trusted'
  if (code === 'R') return 'revoked'
  return code === 'E' ? 'foreign' : 'broken'
}
