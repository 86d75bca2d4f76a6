/** One file, named from where people and programs stand. */
import { join, relative, resolve } from 'node:path'
import type { Workbench } from './workbench.ts'

type Place = Pick<Workbench, 'context' | 'project'>

/** A path that somebody in the current folder gives, relative to the project's root. */
export function pathInProject({ context, project }: Place, path: string): string {
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
