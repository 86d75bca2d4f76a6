/** Answers what set checks ask of every sound policy: from looks at the files, else from the specs. */
import type { Pattern } from '../access/model/pattern.ts'
import { widest } from '../access/model/pattern-order.ts'
import { selectorsOf } from '../access/model/selectors.ts'
import { type DetourGrant, detourGrants } from '../access/questions/detour-grants.ts'
import { withOwnNames } from '../fleet/target-files.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
import { keptFor } from '../policy/kept-for.ts'
import type { Spec } from '../policy/policy.ts'
import { type LookedChunk, LookedFile, LookedPolicy } from './looked-file.ts'
import type { PolicyFacts, Subject } from './subject.ts'

export function policyFacts({
  files,
  soundPolicies,
  fleet,
}: Pick<Subject, 'files' | 'soundPolicies' | 'fleet'>): PolicyFacts {
  return {
    denying: () =>
      soundPolicies.filter((policy) =>
        policy instanceof LookedPolicy ? policy.look.denies : hasDeny(policy.policy.spec),
      ),
    grants: () => {
      const chunks = wholeChunks(files)
      const others = soundPolicies.filter(
        (policy) => !(policy instanceof LookedPolicy && chunks.has(policy.chunk)),
      )
      const ofSpecs = others.flatMap(({ policy }) =>
        fleet === null ? grantsIn(policy.spec) : keptGrants(policy.spec),
      )
      const known = [...chunks].flatMap(({ grants }) => JSON.parse(grants) as readonly Pattern[])
      return widest([...known, ...ofSpecs])
    },
    ownDetours: () =>
      soundPolicies.flatMap((policy) => {
        const known = policy instanceof LookedPolicy ? policy.look.detours : null
        if (known !== null) return known
        return fleet === null ? detoursOf(policy) : keptDetours(withOwnNames(policy, []))
      }),
  }
}

/** Chunks all files of which are here: what they grant, these files grant. */
function wholeChunks(files: Subject['files']): ReadonlySet<LookedChunk> {
  const counts = new Map<LookedChunk, number>()
  for (const file of files)
    if (file instanceof LookedFile) counts.set(file.chunk, (counts.get(file.chunk) ?? 0) + 1)
  return new Set([...counts].flatMap(([chunk, count]) => (count === chunk.size ? [chunk] : [])))
}

export function hasDeny({ policies }: Spec): boolean {
  return policies.some(({ permission }) => permission === 'deny')
}

/** The patterns of the rules of a spec that are no denies. */
export function grantsIn(spec: Spec): readonly Pattern[] {
  return selectorsOf(spec).rules.filter((_rule, index) => spec.policies[index]?.permission !== 'deny')
}

const keptGrants = keptFor(grantsIn)

/** The grants of a policy beside paths that it guards itself. @throws PolicyctlError policies-entangled */
export function detoursOf({ policy: { name, spec } }: ParsedPolicy): readonly DetourGrant[] {
  return detourGrants([{ name, spec }])
}

const keptDetours = keptFor(detoursOf)
