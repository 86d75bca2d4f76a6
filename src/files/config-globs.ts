/** Refuses faulty globs in the config: a guard must not match less than its author thinks. */
import { docsPage } from '../diagnostic/docs-page.ts'
import { nameGlobFault } from '../policy/name-glob.ts'
import type { ConfigFault } from './config-fault.ts'
import { globsOfTargets } from './config-fleet.ts'
import type { Config } from './config-shape.ts'

/** Returns the first fault, in the order of the settings; null if there is none. */
export function wrongGlob(config: Config): ConfigFault | null {
  const { scoped, exceptions, guardrails, targets } = config
  const globs: readonly Glob[] = [
    ...scoped.safety.flatMap(({ settings: { protect = [] } }, at) =>
      protect.map(
        (glob, index): Glob => [
          [...(scoped.safety.length === 1 ? ['safety'] : ['safety', at]), 'protect', index],
          glob,
        ],
      ),
    ),
    ...globsOfTargets(config),
    ...[...targets].flatMap(([name, { without = [], wider = [] }]) => [
      ...without.map((glob, at): Glob => [['targets', name, 'without', at], glob]),
      ...wider.map((glob, at): Glob => [['targets', name, 'wider', at], glob]),
    ]),
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
        hint: `a glob is a name with *, ?, {a,b} and {1..9}; see ${docsPage('configuration.md')}`,
      }
  }
  return null
}

type Glob = readonly [path: ConfigFault['path'], glob: string]
