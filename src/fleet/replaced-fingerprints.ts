/** Reads `# replaces <fingerprint>`, which names the version of an earlier layer's policy from which a policy was copied. */
import type { Place } from '../diagnostic/place.ts'
import { commentsIn } from '../parse/comments.ts'
import type { ParsedFile, ParsedPolicy } from '../parse/parsed-file.ts'
import { sourceOf } from '../parse/source.ts'
import { fingerprint } from '../policy/fingerprint.ts'
import { keptFor } from '../policy/kept-for.ts'
import type { Spec } from '../policy/policy.ts'

export const REPLACES = 'replaces'
const WORDS = /^#[ \t]*replaces[ \t]+(\S+)[ \t]*$/

export interface ReplacedMark {
  /** The fingerprint as it is written. */
  readonly text: string
  readonly place: Place
}

/** Finds the comment of a policy, in the document of the policy; null: there is none. */
export function replacedMark(
  { file, text, policies }: ParsedFile,
  policy: ParsedPolicy,
): ReplacedMark | null {
  if (!text.includes(REPLACES) || file.toLowerCase().endsWith('.json')) return null
  const source = sourceOf(file, text)
  const ends = policies.map((one) => ({ one, end: one.nodeAt([])?.end ?? text.length }))
  for (const span of commentsIn(text)) {
    const [, written] = WORDS.exec(text.slice(span.start, span.end)) ?? []
    if (written === undefined) continue
    const owner = ends.find(({ end }) => span.start < end) ?? ends[ends.length - 1]
    if (owner?.one === policy) return { text: written, place: source.placeOf(span) }
  }
  return null
}

/** Tells whether the text may be a digest, or at least its first 12 digits, with or without `sha256:`. */
export function isFingerprint(text: string): boolean {
  return FINGERPRINT.test(text)
}

const FINGERPRINT = /^(?:sha256:)?[0-9a-f]{12,64}$/

/** Tells whether the text is the policy's digest, or at least its first 12 digits, with or without `sha256:`. */
export function isFingerprintOf(text: string, { policy }: ParsedPolicy): boolean {
  const digits = text.replace(/^sha256:/, '')
  return isFingerprint(text) && fingerprintOf(policy.spec).slice('sha256:'.length).startsWith(digits)
}

const fingerprintOf = keptFor((spec: Spec) => fingerprint(spec))
