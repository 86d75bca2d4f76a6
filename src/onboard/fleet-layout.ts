/** The files and the config that an adoption of a fleet would write, and why. */
import type { NotAdopted } from '../answers/adopt.ts'
import type { Config } from '../files/config.ts'
import { fleetTargets, layerOf } from '../fleet/fleet-target.ts'
import type { WiderChoice } from '../fleet/infer/choice-lines.ts'
import type { FleetProposal, ProposedLayer } from '../fleet/infer/fleet-proposal.ts'
import { targetFiles } from '../fleet/target-files.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { isSameSpec } from '../policy/canonical.ts'
import { groupBy } from '../policy/group-by.ts'
import type { Workbench } from '../workbench/workbench.ts'
import type { ReadMember } from './read-members.ts'

export interface FleetLayout {
  readonly layers: readonly ProposedLayer[]
  readonly maps: FleetProposal['maps']
  /** The target whose names the files have; null: no map was found. */
  readonly namesOf: string | null
  readonly without: readonly { readonly target: string; readonly policy: string }[]
  readonly wider: readonly WiderChoice[]
  /** The choices, one line each. */
  readonly choices: readonly string[]
  /** The files to write, in the order of the layers. */
  readonly files: readonly ParsedFile[]
  /** Folders of layers without a policy; git has to keep them. */
  readonly emptyFolders: readonly string[]
  /** null: it stays as it is. */
  readonly configText: string | null
  readonly config: Config
  /** By target: its policies that get no file. */
  readonly left: ReadonlyMap<string, readonly NotAdopted[]>
  /** Policy files of the project that are in no layer then. */
  readonly outside: readonly string[]
  /** Targets whose layers give exactly their live policies. */
  readonly rendered: readonly string[]
}

export interface FleetLayoutAround {
  readonly workbench: Workbench
  /** Every policy file that the project has. */
  readonly files: readonly ParsedFile[]
}

/** Finds the targets whose layers give exactly the policies that were read, by the canonical form. */
export function renderedIn(
  { config, files }: Pick<FleetLayout, 'config' | 'files'>,
  members: readonly Pick<ReadMember, 'name' | 'policies'>[],
): readonly string[] {
  const targets = new Map(fleetTargets(config.targets).map((target) => [target.name, target]))
  return members.flatMap(({ name, policies }) => {
    const target = targets.get(name)
    if (target === undefined) return []
    const given = targetFiles({ folder: config.policies, files }, target).policies
    const isSame = given.every(({ parsed: { policy } }) =>
      isSameSpec(policy.spec, policies.get(policy.name) ?? null),
    )
    return isSame && given.length === policies.size ? [name] : []
  })
}

export function leftBy(
  members: readonly ReadMember[],
  left: readonly (NotAdopted & { readonly target: string })[],
): FleetLayout['left'] {
  const more = groupBy(left, ({ target }) => target)
  return new Map(
    members.map(({ name, left: own }) => {
      const added = (more.get(name) ?? []).map(({ target: _target, ...one }) => one)
      return [name, [...own, ...added].sort((a, b) => (a.policy < b.policy ? -1 : 1))]
    }),
  )
}

export function outsideOf(files: readonly ParsedFile[], config: Config): readonly string[] {
  const layers = [...new Set([...config.targets.values()].flatMap(({ layers: own = [] }) => own))]
  return files.flatMap(({ file, policies }) =>
    policies.length > 0 && layerOf(file, config.policies, layers) === null ? [file] : [],
  )
}
