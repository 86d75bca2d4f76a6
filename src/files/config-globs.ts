/** Globs of the config that our globs have no meaning for: a guard must not mean less than it says. */
import { nameGlobFault } from '../policy/name-glob.ts'
import type { ConfigFault } from './config-fault.ts'

/** Settings of the config that hold globs. */
interface Settings {
  readonly safety: { readonly protect: readonly string[] }
  readonly exceptions: readonly { readonly policy?: string | undefined }[]
  readonly guardrails: readonly { readonly agents?: readonly string[] | undefined }[]
}

/** The first one, in the order of the settings; null where there is none. */
export function wrongGlob({ safety, exceptions, guardrails }: Settings): ConfigFault | null {
  const globs: readonly Glob[] = [
    ...safety.protect.map((glob, index): Glob => [['safety', 'protect', index], glob]),
    ...exceptions.flatMap(({ policy }, index): readonly Glob[] =>
      policy === undefined ? [] : [[['exceptions', index, 'policy'], policy]],
    ),
    ...guardrails.flatMap(({ agents = [] }, index) =>
      agents.map((glob, at): Glob => [['guardrails', index, 'agents', at], glob]),
    ),
  ]
  for (const [path, glob] of globs) {
    const fault = nameGlobFault(glob)
    if (fault !== null)
      return {
        path,
        message: `${path.join('.')}: the glob ${fault}`,
        hint: 'a glob is a name with *, ?, {a,b} and {1..9}; docs/configuration.md has the table',
      }
  }
  return null
}

type Glob = readonly [path: ConfigFault['path'], glob: string]
