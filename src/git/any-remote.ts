import type { Repository } from './repository.ts'

/** The remote that a clone has where nobody names one: origin, else the first. */
export async function anyRemote({ git }: Pick<Repository, 'git'>): Promise<string | null> {
  const remotes = (await git.text(['remote'])).split('\n').filter((name) => name !== '')
  return remotes.find((name) => name === 'origin') ?? remotes[0] ?? null
}
