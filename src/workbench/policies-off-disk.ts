import { readPolicyFiles } from '../files/policy-files.ts'
import { isPolicyPath } from '../files/policy-paths.ts'
import { sparseFiles } from '../git/working-tree.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import type { Workbench } from './workbench.ts'

/** Policy files that a sparse checkout keeps off the disk: they are not gone, and stand as HEAD has them. */
export async function filesOffDisk(workbench: Workbench): Promise<readonly ParsedFile[]> {
  const { project } = workbench
  const repository = await workbench.repository()
  if (repository.git === null) return []
  const folder = project.config.policies
  const files = await sparseFiles(repository, folder)
  return files
    .filter(({ file }) => isPolicyPath(file.slice(folder.length + 1)))
    .map(({ file, bytes }) => parsePolicyFile(file, bytes))
}

/** Every policy file of the project, on disk or not. */
export async function readWholeProject(workbench: Workbench): Promise<readonly ParsedFile[]> {
  const { root, config } = workbench.project
  const onDisk = await readPolicyFiles({ root, folder: config.policies })
  return [...onDisk, ...(await filesOffDisk(workbench))]
}
