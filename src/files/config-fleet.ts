/** Checks layers, maps and target globs for what a schema cannot express. */
import { matchesAnyGlob, nameGlobFault } from '../policy/name-glob.ts'
import type { ConfigFault } from './config-fault.ts'
import type { Config } from './config-shape.ts'

type Faults = Iterable<ConfigFault>

/** Returns the first fault; null if there is none. */
export function wrongFleet(config: Config): ConfigFault | null {
  for (const faults of [halfLayered(config), nestedLayers(config), targetGlobs(config), layeredWaves(config)])
    for (const fault of faults) return fault
  return null
}

/** If some targets have layers, one without would get the files of all layers. */
function* halfLayered({ targets }: Config): Faults {
  const layered = [...targets].find(([, { layers }]) => layers !== undefined)
  const plain = [...targets].find(([, { layers }]) => layers === undefined)
  if (layered === undefined || plain === undefined) return
  yield {
    path: ['targets', plain[0]],
    message: `targets.${plain[0]}: has no layers, and ${layered[0]} has: once one target has layers, all must have them`,
    hint: 'write layers: [NAME, …], folders below the policies',
  }
}

/** If a layer is inside another, its files are in both; so are those of `base` and `Base` on a disk that does not tell them apart. */
function* nestedLayers({ targets }: Config): Faults {
  const all = new Set([...targets.values()].flatMap(({ layers = [] }) => layers))
  for (const [name, { layers = [] }] of targets)
    for (const [at, layer] of layers.entries()) {
      const folder = layer.toLowerCase()
      const twin = [...all].find((other) => other !== layer && other.toLowerCase() === folder)
      if (twin !== undefined)
        yield {
          path: ['targets', name, 'layers', at],
          message: `targets.${name}.layers.${at}: ${layer} and ${twin} are one folder on a disk that does not tell capitals apart`,
          hint: 'give the layers names that differ in more than capitals',
        }
      const outer = [...all].find((other) => folder.startsWith(`${other.toLowerCase()}/`))
      if (outer !== undefined)
        yield {
          path: ['targets', name, 'layers', at],
          message: `targets.${name}.layers.${at}: ${layer} lies inside the layer ${outer}, so its files would be in both`,
          hint: 'put layers beside each other',
        }
    }
}

type Glob = readonly [path: ConfigFault['path'], glob: string]

function* targetGlobs(config: Config): Faults {
  const names = [...config.targets.keys()]
  for (const [path, glob] of globsOfTargets(config))
    if (nameGlobFault(glob) === null && !names.some((name) => matchesAnyGlob([glob], name)))
      yield {
        path,
        message: `${path.join('.')}: matches no target`,
        hint: names.length === 0 ? 'there are no targets' : `known: ${names.slice(0, 20).join(', ')}`,
      }
}

/** Lists the settings that apply to some targets only. */
export function globsOfTargets({
  guardrails,
  exceptions,
  scoped,
  rollout,
}: Pick<Config, 'guardrails' | 'exceptions' | 'scoped' | 'rollout'>): readonly Glob[] {
  const of = (
    head: readonly (string | number)[],
    globs: readonly string[] | null | undefined,
  ): readonly Glob[] => (globs ?? []).map((glob, at): Glob => [[...head, at], glob])
  const inList = (
    setting: string,
    list: readonly { readonly targets: readonly string[] | null }[],
  ): readonly Glob[] =>
    list.flatMap(({ targets }, at) =>
      of(list.length === 1 ? [setting, 'targets'] : [setting, at, 'targets'], targets),
    )
  return [
    ...guardrails.flatMap(({ targets }, at) => of(['guardrails', at, 'targets'], targets)),
    ...exceptions.flatMap(({ targets }, at) => of(['exceptions', at, 'targets'], targets)),
    ...inList('checks', scoped.checks),
    ...inList('safety', scoped.safety),
    ...rollout.flatMap((wave, at) => of(['rollout', at], wave)),
  ]
}

/** Checks that the wave of every target is unambiguous. */
function* layeredWaves({ rollout, targets }: Config): Faults {
  for (const [name, { endpoint }] of targets) {
    const waves = rollout.flatMap((wave, at) => (matchesAnyGlob(wave, name) ? [at + 1] : []))
    const [first, second] = waves
    if (second !== undefined)
      yield {
        path: ['rollout', second - 1],
        message: `rollout: ${name} is in wave ${first} and in wave ${second}`,
        hint: 'name it in one wave only',
      }
    if (waves.length === 0 && rollout.length > 0 && endpoint !== undefined)
      yield {
        path: ['targets', name],
        message: `targets.${name}: is in no wave of rollout, so nothing says when it is applied`,
        hint: 'write it into one of the waves; only an embedded workspace may be in none',
      }
  }
}
