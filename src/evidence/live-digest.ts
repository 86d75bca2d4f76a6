import type { LivePolicy } from '../policy/live-policy.ts'
import { canonicalJson } from './canonical-json.ts'
import { sha256Of } from './statement.ts'

/** Digest of the live policies: names and specs as the server shows them, sorted by name; SHA-256, hex. */
export function liveDigest(live: readonly Pick<LivePolicy, 'name' | 'spec'>[]): string {
  const policies = live.map(({ name, spec }) => ({ name, spec }))
  return sha256Of(canonicalJson(policies.sort((a, b) => (a.name < b.name ? -1 : 1))))
}
