import { createHash } from 'node:crypto'

/** Sixteen characters that tell texts apart. */
export function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}
