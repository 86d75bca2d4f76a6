/** Reads public keys of OpenPGP, as `gpg --armor --export` writes them; gpg verifies signatures of commits with them. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'

/** The keys of one armoured block. */
export interface PgpKeys {
  /** File that the config names: `keys/release.asc`. */
  readonly name: string
  /** Packets without their armour, as in a keyring of gpg. */
  readonly packets: Buffer
}

/** A block begins at the beginning of a line, so one behind a # is a comment. */
const BLOCK = /^[ \t\ufeff]*-----BEGIN PGP ([A-Z ]+) BLOCK-----([\s\S]*?)-----END PGP \1 BLOCK-----/gm

export interface SplitKeys {
  readonly pgp: readonly PgpKeys[]
  /** The text beside the blocks. */
  readonly rest: string
}

/** @param name of the file, for messages. @throws PolicyctlError trusted-key-invalid. */
export function pgpKeysIn(text: string, name: string): SplitKeys {
  const pgp = [...text.matchAll(BLOCK)].map(([, kind, armored = '']) => {
    const packets = kind === 'PUBLIC KEY' ? packetsIn(armored) : null
    if (packets === null) throw noPublicKey(name)
    return { name, packets }
  })
  return { pgp, rest: text.replace(BLOCK, '') }
}

function noPublicKey(name: string): PolicyctlError {
  return new PolicyctlError('trusted-key-invalid', {
    message: `a block of OpenPGP in ${name} is not a public key that policyctl reads`,
    hint: 'write what gpg --armor --export prints for one key; never a private key',
  })
}

/** @returns null if the text is no base64, is cut off, or does not begin with a public key. */
function packetsIn(armored: string): Buffer | null {
  // Headers such as 'Comment: …' end with an empty line.
  const [, body = ''] = /^(?:[ \t]*\r?\n)?(?:[^\n]*: [^\n]*\n)*\s*([\s\S]*)$/.exec(armored) ?? []
  const [, data = '', sum] = /^([A-Za-z0-9+/\s]+={0,2})\s*(?:=([A-Za-z0-9+/]{4}))?\s*$/.exec(body) ?? []
  const packets = Buffer.from(data, 'base64')
  if (packets.length === 0 || !isPublicKey(packets[0] ?? 0)) return null
  if (sum !== undefined && crc24(packets) !== Buffer.from(sum, 'base64').readUIntBE(0, 3)) return null
  return packets
}

/** Tag 6, in the old and the new format of a packet's head. Source: RFC 9580, 4.2. */
function isPublicKey(head: number): boolean {
  const tag = (head & 0x40) === 0 ? (head >> 2) & 0x0f : head & 0x3f
  return (head & 0x80) !== 0 && tag === 6
}

/** Source: RFC 9580, 6.1.1. */
function crc24(bytes: Buffer): number {
  let crc = 0xb704ce
  for (const byte of bytes) {
    crc ^= byte << 16
    for (let bit = 0; bit < 8; bit += 1) {
      crc <<= 1
      if ((crc & 0x1000000) !== 0) crc ^= 0x1864cfb
    }
  }
  return crc & 0xffffff
}
