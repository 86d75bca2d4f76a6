import { StoreFailure } from '../diagnostic/store-failure.ts'
import type { Headers } from './transport.ts'

/** Headers by which caches say that they gave an answer that they had kept. */
const KEPT: Readonly<Record<string, RegExp>> = {
  age: /^0*[1-9]\d*$/,
  'cache-status': /;\s*hit\b/i,
  'cf-cache-status': /^(?:hit|stale|updating)$/i,
  warning: /^11[01]\b/,
  'x-cache': /^hit\b/i,
}

/**
 * Refuses an answer to a read that a cache in between had kept: an old list would pass for what is live, and a
 * read-back for what was written.
 *
 * @throws StoreFailure answer-invalid.
 */
export function assertFresh(call: string, status: number, headers: Headers): void {
  for (const [name, kept] of Object.entries(KEPT)) {
    const value = [headers[name] ?? []].flat().find((one) => kept.test(one.trim()))
    if (value === undefined) continue
    throw new StoreFailure('answer-invalid', {
      kind: 'refused',
      status,
      message: `${call}: the answer comes from a cache in between, not from the API (${name}: ${value.trim().slice(0, 100)}), so it may be old`,
      hint: 'a proxy, gateway or CDN keeps answers although policyctl asks for fresh ones: turn that off for this URL, or connect without it',
    })
  }
}
