/** A target and all the others of its project, for the checks of fleets. */
import type { ParsedFile } from '../parse/parsed-file.ts'
import type { Spec } from '../policy/policy.ts'
import { type FleetTarget, layerOf } from './fleet-target.ts'
import { type TargetFiles, targetFiles } from './target-files.ts'

export interface FleetSubject {
  readonly target: FleetTarget
  /** The files that it gets. */
  readonly given: TargetFiles
  /** Every target of the project, in the order of the config. */
  readonly targets: readonly FleetTarget[]
  /** Folder of the policies, relative to the project's root. */
  readonly folder: string
  /** Every policy file of the project, of any target. */
  readonly files: readonly ParsedFile[]
  /** The guardrails for this target, unmapped. */
  readonly guards: readonly WrittenGuard[]
}

/** A guardrail with the names that a map may swap. */
export interface WrittenGuard {
  readonly name: string
  /** Index in the config. */
  readonly index: number
  readonly resource: string | null
  readonly groups: readonly string[]
  /** The specs of its ceiling; [] without one. */
  readonly ceiling: readonly Spec[]
}

/** Files that stand in no layer of any target. */
export function filesInNoLayer({
  files,
  folder,
  targets,
}: Pick<FleetSubject, 'files' | 'folder' | 'targets'>): readonly ParsedFile[] {
  const layers = [...new Set(targets.flatMap((target) => target.layers))]
  return files.filter(({ file }) => layerOf(file, folder, layers) === null)
}

/** The files of each target, by its name. */
export function filesOfTargets({
  files,
  folder,
  targets,
}: Pick<FleetSubject, 'files' | 'folder' | 'targets'>): ReadonlyMap<string, TargetFiles> {
  return new Map(targets.map((target) => [target.name, targetFiles({ folder, files }, target)]))
}
