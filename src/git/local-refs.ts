import type { Move, Refs } from './refs.ts'
import { type Git, gitFailure } from './run-git.ts'

/** The refs of this repository; git compares and swaps under a lock file of its own. */
export function localRefs(git: Git): Refs {
  const read = (ref: string): Promise<string | null> => localRef(git, ref)
  return {
    place: 'this repository',
    read,
    swap: async (ref, move) => {
      const output = await updateRef(git, ref, move)
      if (output.status === 0) return 'done'
      if ((await read(ref)) !== move.from) return 'lost'
      // The other holder of git's own lock file may not have moved the ref yet.
      if (output.stderr.includes('.lock')) return 'lost'
      throw gitFailure(['update-ref'], output)
    },
  }
}

export async function localRef(git: Git, ref: string): Promise<string | null> {
  const { status, stdout } = await git.attempt(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`])
  return status === 0 ? stdout.toString('utf8').trim() : null
}

/** An empty old value means 'must not exist'. */
function updateRef(git: Git, ref: string, { from, to }: Move): ReturnType<Git['attempt']> {
  const args = to === null ? ['-d', ref, ...(from === null ? [] : [from])] : [ref, to, from ?? '']
  return git.attempt(['update-ref', '--no-deref', ...args])
}
