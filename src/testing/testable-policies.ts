import type { ParsedFile, ParsedPolicy } from '../parse/parsed-file.ts'
import { type Bindings, bindingsOf } from '../policy/binding.ts'

/** The policies of a project as tests see them. */
export interface TestablePolicies {
  /** By name; sound, and defined once. */
  readonly policies: ReadonlyMap<string, ParsedPolicy>
  /** Names of policies that exist but mean nothing definite, with the reason. */
  readonly doubtful: ReadonlyMap<string, string>
  readonly bindings: Bindings
}

/** A policy with a finding of severity error is doubtful: what a misspelt field was meant to narrow, matches too much. */
export function testablePolicies(files: readonly ParsedFile[]): TestablePolicies {
  const faulty = namesWithErrors(files)
  const policies = new Map<string, ParsedPolicy>()
  const doubtful = new Map<string, string>(
    [...faulty].map((name) => [name, 'has findings of severity error']),
  )
  for (const policy of files.flatMap((file) => file.policies)) {
    const { name } = policy.policy
    if (policies.has(name)) doubtful.set(name, 'is defined more than once')
    else policies.set(name, policy)
  }
  for (const name of doubtful.keys()) policies.delete(name)
  return { policies, doubtful, bindings: bindingsOf(files.flatMap((file) => file.bindings)) }
}

function namesWithErrors(files: readonly ParsedFile[]): ReadonlySet<string> {
  const findings = files.flatMap((file) => file.findings)
  const unsound = files.flatMap((file) => file.policies).filter(({ isSound }) => !isSound)
  return new Set([
    ...findings.flatMap(({ severity, policy }) => (severity === 'error' && policy !== null ? [policy] : [])),
    ...unsound.map(({ policy }) => policy.name),
  ])
}
