import { createHash } from 'node:crypto'

/** Returns a digest of sixteen characters. */
export function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}
