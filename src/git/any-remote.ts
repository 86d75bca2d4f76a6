import type { Repository } from './repository.ts'

/** The remote of a clone if the config names none: origin, else the first. */
export async function anyRemote({ git }: Pick<Repository, 'git'>): Promise<string | null> {
  const remotes = (await git.text(['remote'])).split('\n').filter((name) => name !== '')
  return remotes.find((name) => name === 'origin') ?? remotes[0] ?? null
}
