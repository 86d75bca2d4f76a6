/** Files of a project, made of specs: the config, and a policy file for each spec. */
import type { Spec } from '../../../src/policy/policy.ts'

/** Policy → spec. */
export type Specs = Readonly<Record<string, Spec>>

/** @param targets name → endpoint. @param more lines below them. */
export function configFor(targets: Readonly<Record<string, string>>, more = ''): string {
  const lines = Object.entries(targets).map(([name, endpoint]) => `  ${name}: { endpoint: "${endpoint}" }`)
  return `version: 1\ntargets:\n${lines.join('\n')}\n${more}`
}

/** By path from the project's root. */
export function policyFiles(specs: Specs, folder = 'policies'): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [`${folder}/${name}.json`, policyText(name, spec)]),
  )
}

export function policyText(name: string, spec: Spec): string {
  return `${JSON.stringify({ name, spec }, null, 2)}\n`
}
