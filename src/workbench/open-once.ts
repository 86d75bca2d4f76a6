/** Opens the repositories of a run. A run that answers several questions asks git about a clone only once. */
import { childEnvironment } from '../git/child-environment.ts'
import {
  type NoRepository,
  type OpenRepositoryOptions,
  openRepository,
  type Repository,
  reopened,
} from '../git/repository.ts'
import type { Context } from './context.ts'
import { keylessEnvironment } from './keyless-environment.ts'

type Found = Repository | NoRepository

/**
 * As openRepository, with the repositories that the context keeps: a folder is opened once a run, and
 * HEAD stays as it was then. If HEAD moves, reading the files fails.
 */
export async function openOnce(
  { opened }: Pick<Context, 'opened'>,
  options: OpenRepositoryOptions,
): Promise<Found> {
  if (opened === undefined) return openRepository(options)
  const { root, env, hidden } = options
  const exact = JSON.stringify(['with', root, childEnvironment(env, hidden)])
  // Keys and proxies change no fact about a clone: with other ones, the known facts are used again.
  const alike = JSON.stringify(['like', root, keylessEnvironment(env)])
  const known = opened.get(exact)
  if (known !== undefined) return known
  const other = opened.get(alike)
  const found = other === undefined ? openRepository(options) : again(other, options)
  for (const key of [exact, alike]) if (!opened.has(key)) opened.set(key, found)
  found.catch(() => {
    for (const [key, one] of opened) if (one === found) opened.delete(key)
  })
  return found
}

async function again(other: Promise<Found>, options: OpenRepositoryOptions): Promise<Found> {
  const found = await other
  return found.git === null ? found : reopened(found, options)
}
