import { findProject, type Project } from '../files/find-project.ts'
import type { Repository } from '../git/repository.ts'
import { projectWithConfigAt, refOfConfig } from './config-at.ts'
import type { Context } from './context.ts'
import { assertConfigOfHead } from './head-config.ts'

export type { Project } from '../files/find-project.ts'

/** @param named --config, null for the nearest one. @throws PolicyctlError config-not-found, config-invalid; with `--config git:REF` also revision-unknown. */
export async function openProject(context: Context, named: string | null): Promise<Project> {
  return (await openProjectAround(context, named)).project
}

/** Opens a project, and returns the repository if that had to be opened to read the config. @throws as openProject. */
export async function openProjectAround(
  context: Context,
  named: string | null,
): Promise<{ readonly project: Project; readonly repository: Repository | null }> {
  const ref = refOfConfig(named)
  if (ref !== null) return projectWithConfigAt(context, ref)
  const project = findProject(context.cwd, named)
  if (named === null) await assertConfigOfHead(context, project)
  return { project, repository: null }
}
