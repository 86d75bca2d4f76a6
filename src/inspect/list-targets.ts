import { type ListedTarget, type TargetsAnswer, targetsAnswer } from '../answers/targets.ts'
import { policyFolderState } from '../workbench/policy-folder-state.ts'
import { readWholeProject } from '../workbench/project-folder.ts'
import type { Workbench } from '../workbench/workbench.ts'

/**
 * The targets of the config, with what they get. Reads files only, and needs no key.
 *
 * @throws PolicyctlError project-not-found, target-unknown, endpoint-invalid.
 */
export async function listTargets(workbench: Workbench): Promise<TargetsAnswer> {
  const { named, project } = workbench
  const names = named === null ? [...project.config.targets.keys()] : [named]
  const state = await policyFolderState(workbench)
  // No targets, of no project, would make a matrix of no jobs, and a green one.
  if (state.kind === 'absent' && project.configFile === null) throw state.error
  const files = await readWholeProject(workbench)
  const policies = new Set(files.flatMap((file) => file.policies.map(({ policy }) => policy.name))).size
  return targetsAnswer(
    names.map((name): ListedTarget => {
      const { endpoint, namespace, isEmbedded } = workbench.forTarget(name).identity()
      return { name, endpoint, namespace, embedded: isEmbedded, layers: [], policies }
    }),
  )
}
