/** Computes facts of all sound policies for set checks. */
import type { Pattern } from '../access/model/pattern.ts'
import { widest } from '../access/model/pattern-order.ts'
import { selectorsOf } from '../access/model/selectors.ts'
import { type DetourGrant, detourGrants } from '../access/questions/detour-grants.ts'
import { withOwnNames } from '../fleet/target-files.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
import { keptFor } from '../policy/kept-for.ts'
import type { Spec } from '../policy/policy.ts'
import type { PolicyFacts, Subject } from './subject.ts'

export function policyFacts({ soundPolicies, fleet }: Pick<Subject, 'soundPolicies' | 'fleet'>): PolicyFacts {
  return {
    denying: () => soundPolicies.filter(({ policy }) => hasDeny(policy.spec)),
    grants: () =>
      widest(
        soundPolicies.flatMap(({ policy }) =>
          fleet === null ? grantsIn(policy.spec) : keptGrants(policy.spec),
        ),
      ),
    ownDetours: () =>
      soundPolicies.flatMap((policy) =>
        fleet === null ? detoursOf(policy) : keptDetours(withOwnNames(policy, [])),
      ),
  }
}

function hasDeny({ policies }: Spec): boolean {
  return policies.some(({ permission }) => permission === 'deny')
}

/** The patterns of a spec's rules that allow or require approval. */
export function grantsIn(spec: Spec): readonly Pattern[] {
  return selectorsOf(spec).rules.filter((_rule, index) => spec.policies[index]?.permission !== 'deny')
}

const keptGrants = keptFor(grantsIn)

/** The grants of a policy beside paths that it guards itself. @throws PolicyctlError policies-entangled */
function detoursOf({ policy: { name, spec } }: ParsedPolicy): readonly DetourGrant[] {
  return detourGrants([{ name, spec }])
}

const keptDetours = keptFor(detoursOf)
