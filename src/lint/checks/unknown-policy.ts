import { didYouMean } from '../../diagnostic/did-you-mean.ts'
import type { Place } from '../../diagnostic/place.ts'
import type { Report, SetCheck } from '../check.ts'
import type { Subject } from '../subject.ts'

/**
 * A PolicyBinding, or a policy test, that names a policy which nobody has. Such
 * a binding adds no vote: the agent is denied what it was meant to get, or is
 * not denied what it was not.
 */
export const check: SetCheck = {
  kind: 'set',
  id: 'unknown-policy',
  severity: 'warning',
  findsLessLive: true,
  *run(subject) {
    const known = namesIn(subject)
    for (const { agent, policy, place } of subject.bindings)
      if (!known.has(policy))
        yield report(policy, place, {
          fact: `${agent} is bound to ${policy}, which is in no file${subject.live === null ? '' : ' and not in the workspace'}: it adds no vote`,
          known,
          about: ['binding', agent, policy],
        })
    for (const { name, place } of subject.testedPolicies)
      if (!known.has(name))
        yield report(name, place, {
          fact: `no file has the policy ${name}`,
          known,
          about: ['test', name],
        })
  },
}

/** Also of policies that the schema refuses: they are there. */
function namesIn({ policies, drafts, live, fleet }: Subject): ReadonlySet<string> {
  return new Set([
    ...[...policies, ...drafts].map(({ policy }) => policy.name),
    ...(live?.policies.keys() ?? []),
    ...(live?.unreadable?.keys() ?? []),
    // The config says that this target does not get them; a binding of a shared layer need not know that.
    ...(fleet?.given.dropped.map(({ written }) => written.policy.name) ?? []),
  ])
}

function report(
  name: string,
  place: Place,
  {
    fact,
    known,
    about,
  }: { readonly fact: string; readonly known: ReadonlySet<string>; readonly about: readonly string[] },
): Report {
  const meant = didYouMean(name, known)
  return {
    place,
    policy: null,
    message: fact,
    hint: meant === null ? 'write the policy, or correct the name' : `did you mean ${meant}?`,
    about,
  }
}
