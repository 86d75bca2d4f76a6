/** A key of gpg in a home of its own, away from the user's. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface GpgKey {
  /** GNUPGHOME. */
  readonly home: string
  readonly fingerprint: string
  /** What gpg --armor --export prints, now and once it is revoked. */
  readonly armored: string
  readonly revoked: string
  /** The agent that signing starts would outlive the test. */
  readonly close: () => void
}

export function gpgKey(name: string): GpgKey {
  // Directly below: the path of the agent's socket may have 107 bytes.
  const home = mkdtempSync(join(tmpdir(), 'gpg-'))
  const gpg = (args: readonly string[], input = '') =>
    execFileSync('gpg', ['--batch', '--quiet', ...args], {
      env: { ...process.env, GNUPGHOME: home },
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    })
  const address = `${name} <${name}@example.com>`
  gpg(['--passphrase', '', '--quick-generate-key', address, 'ed25519', 'sign', 'never'])
  const fingerprint = /^fpr:+([0-9A-F]+):/m.exec(gpg(['--with-colons', '--list-keys']))?.[1] ?? ''
  const armored = gpg(['--armor', '--export', fingerprint])
  const certificate = readFileSync(join(home, 'openpgp-revocs.d', `${fingerprint}.rev`), 'utf8')
  const ring = join(home, 'revoked.gpg')
  const apart = ['--no-default-keyring', '--keyring', ring]
  gpg([...apart, '--import'], armored)
  gpg([...apart, '--import'], certificate.replace(':-----BEGIN', '-----BEGIN'))
  const revoked = gpg([...apart, '--armor', '--export', fingerprint])
  const close = () => {
    execFileSync('gpgconf', ['--homedir', home, '--kill', 'all'], { stdio: 'ignore' })
    rmSync(home, { recursive: true, force: true })
  }
  return { home, fingerprint, armored, revoked, close }
}
