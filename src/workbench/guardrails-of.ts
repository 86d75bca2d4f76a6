import type { Ceiling, Guardrail } from '../access/questions/guardrail.ts'
import { setOfCeiling } from '../files/ceiling-file.ts'
import type { Config } from '../files/config.ts'
import { accessOfFiles } from '../fleet/effects-on-others.ts'
import { fleetTargets, layerOf } from '../fleet/fleet-target.ts'
import { mapPolicies } from '../fleet/map-guardrail.ts'
import { targetFiles } from '../fleet/target-files.ts'
import { NO_MAP } from '../fleet/target-map.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { allPolicyFiles } from './parsed-folder.ts'
import { readWholeFolder } from './policy-folder.ts'
import type { Workbench } from './workbench.ts'

/** Reads the guardrails of a config with the policies of their ceilings, also of ceilings that are layers or targets of the project. @throws PolicyctlError files-absent. */
export async function guardrailsOf(workbench: Workbench): Promise<readonly Guardrail[]> {
  const { guardrails } = workbench.project.config
  const needsFiles = guardrails.some(({ atMost }) => atMost !== undefined && setOfCeiling(atMost) !== null)
  const files = needsFiles ? allPolicyFiles(await readWholeFolder(workbench)) : []
  return guardrailsWith(files, workbench)
}

/** As `guardrailsOf`, with files that were read already. @param files every policy file of the project, unmapped. */
export function guardrailsWith(
  files: readonly ParsedFile[],
  workbench: Pick<Workbench, 'project' | 'fleet'>,
): readonly Guardrail[] {
  return workbench.project.config.guardrails.map(({ atMost, targets: _targets, ...guardrail }) => {
    if (atMost === undefined) return guardrail
    return { ...guardrail, atMost: { name: atMost, ...ceilingOf(atMost, files, workbench) } }
  })
}

function ceilingOf(
  atMost: string,
  files: readonly ParsedFile[],
  { project, fleet }: Pick<Workbench, 'project' | 'fleet'>,
): Omit<Ceiling, 'name'> {
  const set = setOfCeiling(atMost)
  if (set !== null) {
    const { policies, bindings } = accessOfFiles(filesOfSet(set, files, project.config))
    const named = [...policies].map(([name, spec]) => ({ name, spec }))
    return { policies: mapPolicies(named, fleet?.target.map ?? NO_MAP), bindings }
  }
  const ceiling = project.config.ceilings.get(atMost)
  if (ceiling === undefined) throw new Error(`the ceiling ${atMost} was not read`)
  return { policies: ceiling.policies }
}

/** Returns the files of a ceiling, unmapped: the map of the target that is checked is applied later. */
function filesOfSet(
  { kind, name }: NonNullable<ReturnType<typeof setOfCeiling>>,
  files: readonly ParsedFile[],
  { policies: folder, targets }: Config,
): readonly ParsedFile[] {
  const own = fleetTargets(targets).find((target) => target.name === name)
  if (kind === 'layer') return files.filter(({ file }) => layerOf(file, folder, [name]) !== null)
  return own === undefined ? files : targetFiles({ folder, files }, { ...own, map: NO_MAP }).files
}
