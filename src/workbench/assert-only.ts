import { nameMatcher } from '../change/keep-only.ts'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { LivePolicy } from '../policy/live-policy.ts'

type Named = ReadonlyMap<string, unknown> | ReadonlySet<string>

/**
 * Refuses a glob of --only that matches no policy: it is probably misspelt, and
 * the run would do nothing and report success.
 *
 * @param others the policies of the files and the ledger, by name. @throws PolicyctlError usage.
 */
export function assertOnly(
  only: readonly string[] | undefined,
  live: readonly LivePolicy[],
  others: readonly (Named | undefined)[],
): void {
  if (only === undefined) return
  const names = others.flatMap((other) => [...(other?.keys() ?? [])])
  const known = [...new Set([...live.map(({ name }) => name), ...names])].sort()
  const idle = only.find((glob) => !known.some(nameMatcher([glob])))
  if (idle === undefined) return
  const meant = didYouMean(idle, known)
  throw new PolicyctlError('usage', {
    message: `--only ${idle} matches no policy: not in the files, not live, not in the ledger`,
    hint:
      meant === null
        ? 'name policies as their files do, or with a *: "payments-*"'
        : `did you mean ${meant}?`,
  })
}
