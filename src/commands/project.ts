import { findProject, type Project } from '../files/find-project.ts'
import type { GlobalOptions } from './command.ts'
import type { Context } from './context.ts'

export type { Project } from '../files/find-project.ts'

/** @throws PolicyctlError config-not-found, config-invalid. */
export async function openProject(context: Context, global: GlobalOptions): Promise<Project> {
  return findProject(context.cwd, global.config)
}
