import {
  isFingerprint,
  isFingerprintOf,
  type ReplacedMark,
  replacedMark,
} from '../../fleet/replaced-fingerprints.ts'
import type { ParsedFile, ParsedPolicy } from '../../parse/parsed-file.ts'
import { fingerprint } from '../../policy/fingerprint.ts'
import { keptFor } from '../../policy/kept-for.ts'
import type { SetCheck } from '../check.ts'

/** A policy was copied into a later layer, and its original was changed afterwards. */
export const check: SetCheck = {
  kind: 'set',
  id: 'stale-layer',
  severity: 'warning',
  *run({ fleet }) {
    if (fleet === null) return
    const marks = marksIn(fleet.files)
    if (marks.size === 0) return
    for (const { written, replaces } of fleet.given.policies) {
      const mark = marks.get(written)
      if (mark === undefined || (replaces !== null && isFingerprintOf(mark.text, replaces))) continue
      const { name } = written.policy
      const at = replaces === null ? null : `${replaces.file}:${replaces.placeOf(['name']).line}`
      yield {
        place: mark.place,
        policy: name,
        ...(at === null || replaces === null
          ? {
              message: `${name} replaces no policy of an earlier layer`,
              hint: 'delete this comment',
            }
          : staleWords({ name, at, mark: mark.text }, fingerprint(replaces.policy.spec))),
        about: [written.file, mark.text, replaces === null ? '' : fingerprint(replaces.policy.spec)],
      }
    }
  },
}

/** Says whether the original has changed; nobody knows it of a comment that names no version. */
function staleWords(
  { name, at, mark }: { readonly name: string; readonly at: string; readonly mark: string },
  now: string,
): { readonly message: string; readonly hint: string } {
  if (isFingerprint(mark))
    return {
      message: `${at} has changed since ${name} was copied from it`,
      hint: `take over what changed there, then write # replaces ${now}`,
    }
  return {
    message: `this comment does not say which version of ${at} ${name} was copied from`,
    hint: `compare the two, then write # replaces ${now}`,
  }
}

/** The `# replaces` comments of all files. */
const marksIn = keptFor(
  (files: readonly ParsedFile[]): ReadonlyMap<ParsedPolicy, ReplacedMark> =>
    new Map(
      files.flatMap((file) =>
        file.policies.flatMap((policy) => {
          const mark = replacedMark(file, policy)
          return mark === null ? [] : [[policy, mark] as const]
        }),
      ),
    ),
)
