/** Layers without a project on disk. */

import { parseConfig } from '../../src/files/config.ts'
import { projectWithoutConfig } from '../../src/files/find-project.ts'
import type { FleetSubject } from '../../src/fleet/fleet-subject.ts'
import { targetFiles } from '../../src/fleet/target-files.ts'
import type { ParsedFile } from '../../src/parse/parsed-file.ts'
import { fleetOf, fleetSubject, isLayered } from '../../src/workbench/fleet.ts'

/** What lint knows of a target. @param name default: the first. @returns null where no target has layers. */
export function fleetSubjectOf(
  files: readonly ParsedFile[],
  configText: string,
  name?: string,
): FleetSubject | null {
  const config = parseConfig(configText, 'policyctl.yaml')
  if (!isLayered(config)) return null
  const fleet = fleetOf(config, name ?? [...config.targets.keys()][0] ?? null)
  if (fleet === null) return null
  const project = { ...projectWithoutConfig('/project'), config }
  const given = targetFiles({ folder: config.policies, files }, fleet.target)
  return fleetSubject(files, given, { fleet, project, whole: project })
}
