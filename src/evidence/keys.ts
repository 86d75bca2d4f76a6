/** Reads keys that sign statements, and trusted public keys: PEM, or lines of OpenSSH. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'

export interface SigningKey {
  readonly key: KeyObject
  /** SHA-256 of the public key (SPKI, DER), hex. */
  readonly keyid: string
}

export interface TrustedKey {
  /** The name in the config, with the key's number in the file if it has several: `keys/release.pub`. */
  readonly name: string
  readonly key: KeyObject
  readonly keyid: string
}

/**
 * @param variable that holds the key, for messages; the key itself is never quoted.
 * @throws PolicyctlError signing-key-invalid.
 */
export function signingKey(pem: string, variable: string): SigningKey {
  // Some services keep secrets on one line, with line breaks written as \n.
  const key = attempt(() => createPrivateKey(pem.includes('\n') ? pem : pem.replaceAll('\\n', '\n')))
  if (key?.asymmetricKeyType === 'ed25519') return { key, keyid: keyidOf(createPublicKey(key)) }
  throw new PolicyctlError('signing-key-invalid', {
    message:
      key === null
        ? `${variable} holds no private key in PEM that can be read without a passphrase`
        : `${variable} holds a key of type ${key.asymmetricKeyType}, but statements are signed with Ed25519`,
    hint: 'make one: openssl genpkey -algorithm ed25519; its public half goes into a file that evidence.trusted names',
  })
}

/**
 * Reads the keys of a file: PEM (SPKI) blocks, and lines `ssh-ed25519 …` and `ssh-rsa …`; a line that starts with #
 * is a comment. Anything else is refused: a key that is skipped would make its owner's signatures foreign.
 *
 * @param name of the file, for messages. @param others the number of keys of other kinds that the file has.
 * @throws PolicyctlError trusted-key-invalid; also for a file without any key.
 */
export function trustedKeys(text: string, name: string, others = 0): readonly TrustedKey[] {
  const parts = partsOf(text)
  if (parts.length + others === 0) throw noKey(name, 1)
  return parts.map((part, index) => {
    const key = part.startsWith('-----BEGIN') ? keyInPem(part) : keyInLine(part)
    if (key === null) throw noKey(name, index + 1)
    return { name: parts.length === 1 ? name : `${name}#${index + 1}`, key, keyid: keyidOf(key) }
  })
}

/** A whole PEM block, or a line. A block begins at the beginning of a line, so one behind a # is a comment. */
const PART = /^[ \t\ufeff]*-----BEGIN [A-Z ]+-----[\s\S]*?-----END [A-Z ]+-----|^.*$/gm

/** Returns the blocks and lines of a file without comments, in their order. */
function partsOf(text: string): readonly string[] {
  return (text.match(PART) ?? []).map((part) => part.trim()).filter((part) => !/^(?:#|$)/.test(part))
}

function noKey(name: string, index: number): PolicyctlError {
  return new PolicyctlError('trusted-key-invalid', {
    message: `key ${index} of ${name} is not a public key that policyctl reads`,
    hint: 'write PEM (openssl pkey -pubout) of an Ed25519 key, a line of OpenSSH (ssh-ed25519, ssh-rsa) that begins with its type, or what gpg --armor --export prints; never the private half; a comment starts with #',
  })
}

function keyInPem(pem: string): KeyObject | null {
  // A private key is refused, although its public half could be computed: it must not be in the repository.
  if (!/^-----BEGIN PUBLIC KEY-----/.test(pem)) return null
  const key = attempt(() => createPublicKey(pem))
  return key?.asymmetricKeyType === 'ed25519' ? key : null
}

function keyInLine(line: string): KeyObject | null {
  const [, type = '', text = ''] = /^\s*(ssh-ed25519|ssh-rsa)\s+([A-Za-z0-9+/=]+)/.exec(line) ?? []
  const key = sshPublicKey(Buffer.from(text, 'base64'))
  return key !== null && sshFields(Buffer.from(text, 'base64'))[0]?.toString() === type ? key : null
}

/** A public key as SSH sends it. @returns null for kinds other than Ed25519 and RSA. */
export function sshPublicKey(blob: Buffer): KeyObject | null {
  const [type, first, second] = sshFields(blob)
  if (first === undefined) return null
  if (type?.toString() === 'ssh-ed25519')
    return attempt(() =>
      createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: base64url(first) }, format: 'jwk' }),
    )
  if (type?.toString() !== 'ssh-rsa' || second === undefined) return null
  const jwk = { kty: 'RSA', e: base64url(withoutZeros(first)), n: base64url(withoutZeros(second)) }
  return attempt(() => createPublicKey({ key: jwk, format: 'jwk' }))
}

/** Splits texts, each with its length in front; [] if the lengths do not fit. */
export function sshFields(blob: Buffer): readonly Buffer[] {
  const fields: Buffer[] = []
  for (let at = 0; at < blob.length; ) {
    if (at + 4 > blob.length) return []
    const end = at + 4 + blob.readUInt32BE(at)
    if (end > blob.length) return []
    fields.push(blob.subarray(at + 4, end))
    at = end
  }
  return fields
}

export function keyidOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
}

function base64url(bytes: Buffer): string {
  return bytes.toString('base64url')
}

function withoutZeros(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0)
  return bytes.subarray(Math.max(start, 0))
}

function attempt<Made>(make: () => Made): Made | null {
  try {
    return make()
  } catch {
    return null
  }
}
