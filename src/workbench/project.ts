import type { GlobalOptions } from '../commands/command.ts'
import { findProject, type Project } from '../files/find-project.ts'
import { projectWithConfigAt, refOfConfig } from './config-at.ts'
import type { Context } from './context.ts'

export type { Project } from '../files/find-project.ts'

/** @throws PolicyctlError config-not-found, config-invalid; with `--config git:REF` also revision-unknown. */
export async function openProject(context: Context, global: GlobalOptions): Promise<Project> {
  const ref = refOfConfig(global.config)
  return ref === null ? findProject(context.cwd, global.config) : projectWithConfigAt(context, ref)
}
