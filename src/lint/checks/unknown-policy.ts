import { didYouMean } from '../../diagnostic/did-you-mean.ts'
import type { Place } from '../../diagnostic/place.ts'
import { isSafeName } from '../../policy/policy-name.ts'
import type { Report, SetCheck } from '../check.ts'
import { MEND_FIRST, mayHidePolicy } from '../may-hide-policy.ts'
import type { Subject } from '../subject.ts'

/**
 * A PolicyBinding or a policy test names a policy that does not exist. Such a binding
 * adds no vote: the agent lacks access that was intended, or a deny that was intended.
 */
export const check: SetCheck = {
  kind: 'set',
  id: 'unknown-policy',
  severity: 'warning',
  findsLessLive: true,
  *run(subject) {
    const known = namesIn(subject)
    const isHidden = mayHidePolicy(subject)
    for (const { agent, policy, place } of subject.bindings)
      if (!known.has(policy))
        yield report(policy, place, {
          fact: `${agent} is bound to ${policy}, which is in no file${subject.live === null ? '' : ' and not in the workspace'}: it adds no vote`,
          known,
          isHidden,
          about: ['binding', agent, policy],
        })
    for (const { name, place } of subject.testedPolicies)
      if (!known.has(name))
        yield report(name, place, {
          fact: `no file has the policy ${name}`,
          known,
          isHidden,
          about: ['test', name],
        })
  },
}

/** Names of all policies, also of those that the schema refuses. */
function namesIn({ policies, drafts, live, fleet }: Subject): ReadonlySet<string> {
  return new Set([
    ...[...policies, ...drafts].map(({ policy }) => policy.name),
    ...(live?.policies.keys() ?? []),
    ...(live?.unreadable?.keys() ?? []),
    // Policies that `without` drops for this target: a binding of a shared layer may name them.
    ...(fleet?.given.dropped.map(({ written }) => written.policy.name) ?? []),
  ])
}

function report(
  name: string,
  place: Place,
  {
    fact,
    known,
    isHidden,
    about,
  }: {
    readonly fact: string
    readonly known: ReadonlySet<string>
    /** True if a file that cannot be read may have the policy. */
    readonly isHidden: boolean
    readonly about: readonly string[]
  },
): Report {
  const meant = didYouMean(name, [...known].filter(isSafeName))
  const otherwise = isHidden ? MEND_FIRST : 'write the policy, or correct the name'
  return {
    place,
    policy: null,
    message: fact,
    hint: meant === null ? otherwise : `did you mean ${meant}?`,
    about,
  }
}
