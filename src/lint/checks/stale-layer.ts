import { isFingerprintOf, type ReplacedMark, replacedMark } from '../../fleet/replaced-fingerprints.ts'
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
        message:
          at === null
            ? `${name} replaces no policy of an earlier layer`
            : `${at} has changed since ${name} was copied from it`,
        hint:
          replaces === null
            ? 'delete this comment'
            : `take over what changed there, then write # replaces ${fingerprint(replaces.policy.spec)}`,
        about: [written.file, mark.text, replaces === null ? '' : fingerprint(replaces.policy.spec)],
      }
    }
  },
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
