/** One file, named from where people and programs stand. */
import { join, relative, resolve } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { isPolicyPath } from '../files/policy-paths.ts'
import { isTestFile } from '../policy/policy-path.ts'
import type { Workbench } from './workbench.ts'

type Place = Pick<Workbench, 'context' | 'project'>

/**
 * A path that somebody in the current folder gives, relative to the project's root.
 *
 * @throws PolicyctlError usage for an empty one, which is mostly a variable that is not set: it must not mean all files.
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
 * A plan or a page among the policies would be read as one of them, and stop the
 * next plan.
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

/** A file of the project as somebody in the current folder names it. */
export function pathFromHere({ context, project }: Place, file: string): string {
  return relative(context.cwd, join(project.root, file)).replaceAll('\\', '/') || file
}

/** From the root of the checkout, which GitHub names. */
export function pathInCheckout({ context, project }: Place, file: string): string {
  const workspace = context.env.GITHUB_WORKSPACE
  const base = workspace === undefined || workspace === '' ? project.root : workspace
  const path = relative(base, join(project.root, file)).replaceAll('\\', '/')
  return path.startsWith('../') ? file : path
}
