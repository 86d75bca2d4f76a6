/**
 * Verifies signatures that `git commit -S` makes with gpg.format=ssh, without
 * ssh-keygen (openssh's PROTOCOL.sshsig): a clone and policyctl are enough.
 */
import { constants, createHash, verify } from 'node:crypto'
import { keyidOf, sshFields, sshPublicKey, type TrustedKey } from './keys.ts'

/** The namespace in which git signs commits. */
const NAMESPACE = 'git'
const MAGIC = Buffer.from('SSHSIG')

/** trusted: valid, by this trusted key. foreign: valid, by another key. broken: not valid. other: a kind that is not read here. */
export type CommitSignature =
  | { readonly kind: 'trusted'; readonly key: TrustedKey }
  | { readonly kind: 'foreign' | 'broken' | 'other' }

/** @param signed the commit without its signature. */
export function judgeSshSignature(
  armored: string,
  signed: Buffer,
  trusted: readonly TrustedKey[],
): CommitSignature {
  const [, body] =
    /^-----BEGIN SSH SIGNATURE-----\s+([\s\S]+?)\s*-----END SSH SIGNATURE-----\s*$/.exec(armored) ?? []
  if (body === undefined) return { kind: 'other' }
  const blob = Buffer.from(body.replace(/\s/g, ''), 'base64')
  if (!blob.subarray(0, MAGIC.length).equals(MAGIC)) return { kind: 'broken' }
  const [publicKey, namespace, reserved, hash, signature] = sshFields(blob.subarray(MAGIC.length + 4))
  if (publicKey === undefined || namespace === undefined || reserved === undefined) return { kind: 'broken' }
  if (hash === undefined || signature === undefined || namespace.toString() !== NAMESPACE)
    return { kind: 'broken' }
  const key = sshPublicKey(publicKey)
  if (key === null) return { kind: 'other' }
  if (!/^sha(256|512)$/.test(hash.toString())) return { kind: 'broken' }
  const digest = createHash(hash.toString()).update(signed).digest()
  const bytes = Buffer.concat([MAGIC, ...[namespace, reserved, hash, digest].map(withLength)])
  const [type, sig] = sshFields(signature)
  if (type === undefined || sig === undefined) return { kind: 'broken' }
  const algorithm = ALGORITHMS.get(type.toString())
  if (algorithm === undefined || algorithm.of !== key.asymmetricKeyType) return { kind: 'broken' }
  const holds = verify(algorithm.hash, bytes, { key, padding: constants.RSA_PKCS1_PADDING }, sig)
  if (!holds) return { kind: 'broken' }
  const known = trusted.find(({ keyid }) => keyid === keyidOf(key))
  return known === undefined ? { kind: 'foreign' } : { kind: 'trusted', key: known }
}

/** The accepted algorithms; RSA with SHA-1 is not among them. */
const ALGORITHMS = new Map<string, { readonly of: string; readonly hash: string | null }>([
  ['ssh-ed25519', { of: 'ed25519', hash: null }],
  ['rsa-sha2-256', { of: 'rsa', hash: 'sha256' }],
  ['rsa-sha2-512', { of: 'rsa', hash: 'sha512' }],
])

function withLength(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}
