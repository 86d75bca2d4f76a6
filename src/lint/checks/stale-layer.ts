import { isFingerprintOf, replacedMark } from '../../fleet/replaced-fingerprints.ts'
import { fingerprint } from '../../policy/fingerprint.ts'
import type { SetCheck } from '../check.ts'

/** A policy that was copied into a later layer, and whose original went on without it. */
export const check: SetCheck = {
  kind: 'set',
  id: 'stale-layer',
  severity: 'warning',
  *run({ fleet }) {
    const byFile = new Map(fleet?.files.map((file) => [file.file, file]))
    for (const { written, replaces } of fleet?.given.policies ?? []) {
      const file = byFile.get(written.file)
      const mark = file === undefined ? null : replacedMark(file, written)
      if (mark === null || (replaces !== null && isFingerprintOf(mark.text, replaces))) continue
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
      }
    }
  },
}
