import { hash } from 'node:crypto'
import { canonicalSpec, canonicalText, specText } from './canonical.ts'
import type { Spec } from './policy.ts'

declare const fingerprintBrand: unique symbol
/** `sha256:` and 64 hex digits, over the canonical form: equal for specs that mean the same. */
export type Fingerprint = string & { readonly [fingerprintBrand]: true }

export function fingerprint(spec: Spec): Fingerprint {
  return digest(specText(spec))
}

/** The same, without keeping the canonical text: for many specs that are compared only once. */
export function fingerprintOnce(spec: Spec): Fingerprint {
  return digest(canonicalText(canonicalSpec(spec)))
}

/** Fingerprint of any text, such as a whole plan's. */
export function digest(text: string): Fingerprint {
  return `sha256:${hash('sha256', text)}` as Fingerprint
}
