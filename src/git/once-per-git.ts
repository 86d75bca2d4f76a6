import type { Git } from './run-git.ts'

/**
 * Caches answers of git that stay the same during a run. Failures are not cached.
 */
export function oncePerGit<Answer>(ask: (git: Git) => Promise<Answer>): (git: Git) => Promise<Answer> {
  const answers = new WeakMap<Git, Promise<Answer>>()
  return (git) => {
    const known = answers.get(git)
    if (known !== undefined) return known
    const answer = ask(git)
    answers.set(git, answer)
    answer.catch(() => answers.delete(git))
    return answer
  }
}
