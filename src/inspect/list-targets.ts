import { type ListedTarget, type TargetsAnswer, targetsAnswer } from '../answers/targets.ts'
import { filesOfFleet } from '../workbench/fleet.ts'
import { allPolicyFiles } from '../workbench/parsed-folder.ts'
import { readWholeFolder } from '../workbench/policy-folder.ts'
import { policyFolderState } from '../workbench/policy-folder-state.ts'
import type { Workbench } from '../workbench/workbench.ts'

/**
 * Lists the targets of the config, and how many policies each gets. Reads files only.
 *
 * @throws PolicyctlError project-not-found, target-unknown, endpoint-invalid.
 */
export async function listTargets(workbench: Workbench): Promise<TargetsAnswer> {
  const { named, whole: project } = workbench
  const names = named === null ? [...project.config.targets.keys()] : [named]
  const state = await policyFolderState(workbench)
  // Without a project an empty list would make a workflow with no jobs, which is green.
  if (state.kind === 'absent' && project.configFile === null) throw state.error
  const files = allPolicyFiles(await readWholeFolder(workbench))
  return targetsAnswer(
    names.map((name): ListedTarget => {
      const bench = workbench.forTarget(name)
      const { endpoint, namespace, isEmbedded } = bench.identity()
      const { fleet } = bench
      const given = fleet === null ? files : filesOfFleet(files, { fleet, project }).files
      const policies = new Set(given.flatMap((file) => file.policies.map(({ policy }) => policy.name))).size
      return {
        name,
        endpoint,
        namespace,
        embedded: isEmbedded,
        layers: fleet?.target.layers ?? [],
        policies,
      }
    }),
  )
}
