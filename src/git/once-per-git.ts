import type { Git } from './run-git.ts'

/**
 * Asks git once for what stays the same for the length of a run. What failed
 * is asked again.
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
