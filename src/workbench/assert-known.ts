import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'

/** @param names policies from the command line. @throws PolicyctlError policy-unknown. */
export function assertKnown(names: readonly string[], known: ReadonlySet<string>): void {
  const unknown = names.find((name) => !known.has(name))
  if (unknown === undefined) return
  const meant = didYouMean(unknown, known)
  throw new PolicyctlError('policy-unknown', {
    message: `there is no live policy '${unknown}'`,
    hint:
      meant === null
        ? 'policyctl adopt --all --dry-run lists the live policies that no file has; policyctl drift lists what was changed live'
        : `did you mean ${meant}?`,
  })
}
