/** Checks a config's ceilings before any ceiling file is read. */
import { matchesAnyGlob } from '../policy/name-glob.ts'
import type { Policy } from '../policy/policy.ts'
import type { ConfigFault } from './config-fault.ts'

/** The content of a ceiling file. */
export interface CeilingFile {
  readonly policies: readonly Policy[]
  /** The text of the file, by which a change of it is seen. */
  readonly text: string
}

interface Named {
  readonly targets: ReadonlyMap<string, { readonly layers?: readonly string[] }>
  readonly guardrails: readonly { readonly atMost?: string; readonly targets?: readonly string[] }[]
  /** Folder of the policies. */
  readonly policies: string
}

/** Refuses a ceiling whose file name is invalid, or names a file that would be applied. */
export function wrongCeiling(config: Named): ConfigFault | null {
  for (const [index, { atMost, targets = ['*'] }] of config.guardrails.entries()) {
    const fault =
      atMost === undefined ? null : (ceilingFault(atMost, config) ?? ownCeiling({ atMost, targets }, config))
    if (fault !== null)
      return {
        path: ['guardrails', index, 'atMost'],
        message: `guardrails.${index}.atMost: ${fault.fact}`,
        hint: fault.hint,
      }
  }
  return null
}

/** Finds the set of the project's own policies that `atMost` names (target:NAME, layer:NAME); null if it names a file. */
export function setOfCeiling(
  atMost: string,
): { readonly kind: 'target' | 'layer'; readonly name: string } | null {
  const [, kind, name] = /^(target|layer):(.*)$/.exec(atMost) ?? []
  if (name === undefined) return null
  return { kind: kind === 'target' ? 'target' : 'layer', name }
}

const HINT = 'name a file of policies outside of the policy folder: ceilings/contractors.yaml'

interface Fault {
  readonly fact: string
  readonly hint: string
}

function ceilingFault(file: string, config: Named): Fault | null {
  const set = setOfCeiling(file)
  if (set !== null) return setFault(set, config)
  const fact = fileFault(file, config.policies)
  return fact === null ? null : { fact, hint: HINT }
}

function setFault(
  { kind, name }: NonNullable<ReturnType<typeof setOfCeiling>>,
  { targets }: Named,
): Fault | null {
  const known =
    kind === 'target' ? [...targets.keys()] : [...targets.values()].flatMap(({ layers = [] }) => layers)
  if (known.includes(name)) return null
  const names = [...new Set(known)].slice(0, 20).join(', ')
  return {
    fact: kind === 'target' ? 'there is no target of that name' : 'no target has a layer of that name',
    hint: names === '' ? `there are no ${kind}s` : `known: ${names}`,
  }
}

/** Refuses a target as the ceiling of itself alone: that holds whatever its policies allow. */
function ownCeiling(
  { atMost, targets: globs }: { readonly atMost: string; readonly targets: readonly string[] },
  { targets }: Named,
): Fault | null {
  const set = setOfCeiling(atMost)
  if (set?.kind !== 'target') return null
  const held = [...targets.keys()].filter((name) => matchesAnyGlob(globs, name))
  if (held.length !== 1 || held[0] !== set.name) return null
  return {
    fact: `this guardrail is about the target ${set.name} alone, which is never more permissive than itself`,
    hint: 'name another target or a file of policies in atMost, or other targets in targets',
  }
}

function fileFault(file: string, policies: string): string | null {
  const [, kind] = /^([a-z]+):/.exec(file) ?? []
  if (kind !== undefined) return `${kind}: names no file`
  const path = file.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '')
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path) || path.split('/').includes('..'))
    return 'leaves the project'
  const folder = policies.replace(/^(?:\.\/)+|\/+$/g, '')
  const isBelow = folder === '.' || folder === '' || path.startsWith(`${folder}/`)
  return isBelow ? 'lies in the policy folder, so apply would create its policies' : null
}
