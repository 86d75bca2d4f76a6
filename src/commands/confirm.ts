import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Context } from '../workbench/context.ts'

/**
 * Asks before something that cannot be taken back. Only `y` and `yes` are a yes.
 *
 * @param question without '[y/N]'.
 * @throws PolicyctlError confirmation-required where nobody can be asked.
 */
export async function confirm({ stdin, stderr, stop }: Context, question: string): Promise<boolean> {
  if (!stdin.isTerminal) {
    throw new PolicyctlError('confirmation-required', {
      message: 'this asks before it goes on, and there is no terminal to ask on',
      hint: 'pass --yes if it should go on without being asked',
    })
  }
  stderr.write(`${question} [y/N] `)
  const answer = await stdin.readLine(stop)
  // Ctrl-C and Ctrl-D leave the cursor behind the question.
  if (answer === null) stderr.write('\n')
  return ['y', 'yes'].includes((answer ?? '').trim().toLowerCase())
}
