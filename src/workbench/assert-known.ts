import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { firstNames } from '../diagnostic/first-names.ts'
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
        ? known.size === 0
          ? 'the workspace has no policy'
          : `there are ${firstNames([...known].sort(), MOST_LISTED)}`
        : `did you mean ${meant}?`,
  })
}

const MOST_LISTED = 20
