import type { Config } from '../files/config.ts'
import { fleetTargets } from '../fleet/fleet-target.ts'
import { targetFiles } from '../fleet/target-files.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import type { Workbench } from './workbench.ts'

/**
 * Returns the files of a revision that the run's target gets, by the layers of
 * that time; null: the target did not exist yet.
 */
export function givenAt(
  files: readonly ParsedFile[],
  own: Config | null,
  { workbench, folder }: { readonly workbench: Workbench; readonly folder: string },
): readonly ParsedFile[] | null {
  const { fleet, targetName } = workbench
  const targets = own === null ? (fleet?.targets ?? []) : fleetTargets(own.targets)
  if (targets.length === 0) return files
  const target = targets.find(({ name }) => name === targetName)
  return target === undefined ? null : targetFiles({ folder, files }, target).files
}
