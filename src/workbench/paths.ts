/** Converts paths between the project, the current folder and the checkout. */
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { isPolicyPath } from '../files/policy-paths.ts'
import { isTestFile } from '../policy/policy-path.ts'
import type { Workbench } from './workbench.ts'

type Place = Pick<Workbench, 'context' | 'project'>

/**
 * Returns a path from the current folder relative to the project's root.
 *
 * @throws PolicyctlError usage for an empty path, mostly from an unset variable: it must not mean all files.
 */
export function pathInProject({ context, project }: Place, path: string): string {
  if (path === '')
    throw new PolicyctlError('usage', {
      message: 'a path is empty',
      hint: 'name a file or a folder; if it comes from a variable, that is empty',
    })
  return relative(project.root, resolve(context.cwd, path)) || '.'
}

/**
 * Refuses to write a plan or a page among the policies: it would be read as a
 * policy, and stop the next plan.
 *
 * @param out a file that is to be written, from the current folder.
 * @throws PolicyctlError usage.
 */
export function refuseAmongPolicies({ context, project }: Place, out: string): void {
  const folder = join(project.root, project.config.policies)
  const path = relative(folder, resolve(context.cwd, out)).replaceAll('\\', '/')
  if (path.startsWith('../') || !(isPolicyPath(path) || isTestFile(path))) return
  throw new PolicyctlError('usage', {
    message: `${out} is in the folder of the policies, and would be read as one of them`,
    hint: 'name a file outside of it with --out',
  })
}

/**
 * Refuses to write a folder of results among the policies, for the same reason.
 *
 * @param out a folder, from the current one. @throws PolicyctlError usage.
 */
export function refuseFolderAmongPolicies({ context, project }: Place, out: string): void {
  const place = relative(join(project.root, project.config.policies), resolve(context.cwd, out))
  if (place === '..' || place.startsWith(`..${sep}`) || isAbsolute(place)) return
  throw new PolicyctlError('usage', {
    message: `${out} is in the folder of the policies, so the files would be taken for policies of the project`,
    hint: 'name a folder outside of it with --out',
  })
}

/** Returns the path of a project's file from the current folder. */
export function pathFromHere({ context, project }: Place, file: string): string {
  return relative(context.cwd, join(project.root, file)).replaceAll('\\', '/') || file
}

/** Returns the path of a project's file from the root of the checkout, which GITHUB_WORKSPACE names. */
export function pathInCheckout({ context, project }: Place, file: string): string {
  const workspace = context.env.GITHUB_WORKSPACE
  const base = workspace === undefined || workspace === '' ? project.root : workspace
  const path = relative(base, join(project.root, file)).replaceAll('\\', '/')
  return path.startsWith('../') ? file : path
}
