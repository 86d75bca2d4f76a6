/** What a config says of its ceilings before one is read. */
import type { Policy } from '../policy/policy.ts'
import type { ConfigFault } from './config-fault.ts'

/** What a ceiling file says. */
export interface CeilingFile {
  readonly policies: readonly Policy[]
  /** As it was read, to tell whether it is another one. */
  readonly text: string
}

interface Named {
  readonly guardrails: readonly { readonly atMost?: string }[]
  /** Folder of the policies. */
  readonly policies: string
}

/** Where the name of a file is none, or one of a file that would be applied. */
export function wrongCeiling({ guardrails, policies }: Named): ConfigFault | null {
  for (const [index, { atMost }] of guardrails.entries()) {
    const fact = atMost === undefined ? null : ceilingFault(atMost, policies)
    if (fact !== null)
      return {
        path: ['guardrails', index, 'atMost'],
        message: `guardrails.${index}.atMost: ${fact}`,
        hint: HINT,
      }
  }
  return null
}

const HINT = 'name a file of policies outside of the policy folder: ceilings/contractors.yaml'

function ceilingFault(file: string, policies: string): string | null {
  const [, kind] = /^([a-z]+):/.exec(file) ?? []
  if (kind === 'target' || kind === 'layer')
    return `${kind}: names a set of a fleet, and there are no fleets yet`
  if (kind !== undefined) return `${kind}: names no file`
  const path = file.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '')
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path) || path.split('/').includes('..'))
    return 'leaves the project'
  const folder = policies.replace(/^(?:\.\/)+|\/+$/g, '')
  const isBelow = folder === '.' || folder === '' || path.startsWith(`${folder}/`)
  return isBelow ? 'lies in the policy folder, so apply would create its policies' : null
}
