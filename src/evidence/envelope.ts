/** Reads and writes DSSE envelopes (https://github.com/secure-systems-lab/dsse): a payload with its signatures. */
import { sign, verify } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import type { SigningKey, TrustedKey } from './keys.ts'

export const STATEMENT_TYPE = 'application/vnd.in-toto+json'

export interface Envelope {
  readonly payloadType: string
  readonly payload: Buffer
  readonly signatures: readonly EnvelopeSignature[]
}

export interface EnvelopeSignature {
  /** Only a hint: the verification finds the key. */
  readonly keyid: string
  readonly sig: Buffer
}

/** @param key null: no signature. @returns the text of the file: one line of JSON. */
export function sealed(payload: string, key: SigningKey | null, payloadType = STATEMENT_TYPE): string {
  const bytes = Buffer.from(payload, 'utf8')
  const signatures =
    key === null
      ? []
      : [{ keyid: key.keyid, sig: sign(null, signedBytes(payloadType, bytes), key.key).toString('base64') }]
  return `${canonicalJson({ payloadType, payload: bytes.toString('base64'), signatures })}\n`
}

/** @returns the envelope, or the fault of the text as words. */
export function openEnvelope(text: string): Envelope | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'it is not JSON'
  }
  const { payloadType, payload, signatures } = Object(value) as Record<string, unknown>
  if (typeof payloadType !== 'string' || typeof payload !== 'string' || !Array.isArray(signatures))
    return 'it is not a DSSE envelope'
  const read = signatures.map(signatureIn)
  if (read.includes(null)) return 'one of its signatures is malformed'
  return {
    payloadType,
    payload: Buffer.from(payload, 'base64'),
    signatures: read.filter((one) => one !== null),
  }
}

function signatureIn(value: unknown): EnvelopeSignature | null {
  const { keyid = '', sig } = Object(value) as Record<string, unknown>
  if (typeof keyid !== 'string' || typeof sig !== 'string') return null
  return { keyid, sig: Buffer.from(sig, 'base64') }
}

/** Returns the trusted key that made one of the signatures; null: none did. */
export function signerOf(
  { payloadType, payload, signatures }: Envelope,
  trusted: readonly TrustedKey[],
): TrustedKey | null {
  const bytes = signedBytes(payloadType, payload)
  const isOf = ({ key }: TrustedKey): boolean =>
    key.asymmetricKeyType === 'ed25519' && signatures.some(({ sig }) => verify(null, bytes, key, sig))
  return trusted.find(isOf) ?? null
}

/** DSSE's pre-authentication encoding: type and payload with their lengths, so that the boundary between them is fixed. */
function signedBytes(payloadType: string, payload: Buffer): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `
  return Buffer.concat([Buffer.from(head, 'utf8'), payload])
}
