import { readPolicyFiles } from '../files/policy-files.ts'
import { isPolicyPath } from '../files/policy-paths.ts'
import { sparseFiles } from '../git/working-tree.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import type { Context } from './context.ts'
import { openProjectRepository } from './ledger-place.ts'
import type { Project } from './project.ts'

/** Policy files that a sparse checkout keeps off the disk: they are not gone, and stand as HEAD has them. */
export async function filesOffDisk(context: Context, project: Project): Promise<readonly ParsedFile[]> {
  const repository = await openProjectRepository(context, project)
  if (repository.git === null) return []
  const folder = project.config.policies
  const files = await sparseFiles(repository, folder)
  return files
    .filter(({ file }) => isPolicyPath(file.slice(folder.length + 1)))
    .map(({ file, bytes }) => parsePolicyFile(file, bytes))
}

/** Every policy file of the project, on disk or not. */
export async function readWholeProject(context: Context, project: Project): Promise<readonly ParsedFile[]> {
  const { root, config } = project
  const onDisk = await readPolicyFiles({ root, folder: config.policies })
  return [...onDisk, ...(await filesOffDisk(context, project))]
}
