import type { Place } from '../diagnostic/place.ts'
import type { NodePath } from '../parse/node.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { type Bindings, bindingsOf } from '../policy/binding.ts'
import type { Policies, Policy } from '../policy/policy.ts'

/** A policy, and the places of its parts. */
export interface TestablePolicy {
  readonly policy: Policy
  /** null if the policy is in no file. */
  placeOf(path: NodePath): Place | null
}

/** The policies of a side, for running tests on them. */
export interface TestablePolicies {
  /** Policies by name; only sound ones that are defined once. */
  readonly policies: ReadonlyMap<string, TestablePolicy>
  /** Policies whose meaning is not certain, by name, with the reason. */
  readonly doubtful: ReadonlyMap<string, string>
  readonly bindings: Bindings
  /** As the command line names the side; null: the files of the project. */
  readonly side: string | null
}

/** A policy with a finding of severity error is doubtful: a rule with a misspelt selector, for example, matches too much. */
export function testablePolicies(files: readonly ParsedFile[]): TestablePolicies {
  const faulty = namesWithErrors(files)
  const policies = new Map<string, TestablePolicy>()
  const doubtful = new Map<string, string>(
    [...faulty].map((name) => [name, 'has findings of severity error']),
  )
  for (const policy of files.flatMap((file) => file.policies)) {
    const { name } = policy.policy
    if (policies.has(name)) doubtful.set(name, 'is defined more than once')
    else policies.set(name, policy)
  }
  for (const name of doubtful.keys()) policies.delete(name)
  return { policies, doubtful, bindings: bindingsOf(files.flatMap((file) => file.bindings)), side: null }
}

function namesWithErrors(files: readonly ParsedFile[]): ReadonlySet<string> {
  const findings = files.flatMap((file) => file.findings)
  const unsound = files.flatMap((file) => file.policies).filter(({ isSound }) => !isSound)
  return new Set([
    ...findings.flatMap(({ severity, policy }) => (severity === 'error' && policy !== null ? [policy] : [])),
    ...unsound.map(({ policy }) => policy.name),
  ])
}

/** A side whose policies were read already, from files or from elsewhere. */
export interface OtherSide {
  readonly name: string
  readonly access: { readonly policies: Policies; readonly bindings: Bindings }
  /** The places of file policies, by name. */
  readonly parsed: ReadonlyMap<string, Pick<TestablePolicy, 'placeOf'>>
  /** Policies whose meaning is not certain, by name, with the reason. */
  readonly doubtful: ReadonlyMap<string, string>
}

export function testableSide({ name, access, parsed, doubtful }: OtherSide): TestablePolicies {
  const policies = [...access.policies].filter(([policy]) => !doubtful.has(policy))
  return {
    policies: new Map(
      policies.map(([policy, spec]) => [
        policy,
        { policy: { name: policy, spec }, placeOf: (path) => parsed.get(policy)?.placeOf(path) ?? null },
      ]),
    ),
    doubtful,
    bindings: access.bindings,
    side: name,
  }
}
