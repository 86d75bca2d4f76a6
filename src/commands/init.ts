import type { InitAnswer } from '../answers/init.ts'
import { startRepository } from '../author/start-repository.ts'
import { initNotes, initText } from '../media/init-text.ts'
import { defineCommand } from './command.ts'

/** Starts a repository; existing files are left alone. */
export const command = defineCommand<InitAnswer>({
  name: 'init',
  description:
    'Writes policyctl.yaml and a first policy with its test into the current folder. Writes the GitHub workflows\nfor the default branch, and lines for CODEOWNERS, into .github at the root of the repository.\nFiles that exist are left alone.',
  media: { text: (answer, look) => ({ stdout: initText(answer), stderr: initNotes(answer, look) }) },
  examples: [['policyctl init', 'start a repository for policies here']],
  answer: async ({ context }) => startRepository(context),
})
