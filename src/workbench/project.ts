import { findProject, type Project } from '../files/find-project.ts'
import { projectWithConfigAt, refOfConfig } from './config-at.ts'
import type { Context } from './context.ts'

export type { Project } from '../files/find-project.ts'

/** @param named --config, null for the nearest one. @throws PolicyctlError config-not-found, config-invalid; with `--config git:REF` also revision-unknown. */
export async function openProject(context: Context, named: string | null): Promise<Project> {
  const ref = refOfConfig(named)
  return ref === null ? findProject(context.cwd, named) : projectWithConfigAt(context, ref)
}
