/** One file, named from where people and programs stand. */
import { join, relative, resolve } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
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
