import { join } from 'node:path'
import { EXIT } from '../diagnostic/exit-status.ts'
import { createFile } from '../files/create-file.ts'
import type { Command, Invocation } from './command.ts'
import { FIRST_FILES } from './init/first-files.ts'
import { policyWorkflows, releasedAction } from './init/workflows.ts'

/** Starts a repository; what is there already stays as it is. */
export const command: Command = {
  name: 'init',
  description:
    'Writes policyctl.yaml, a first policy with its test, and the GitHub workflows into the current folder.\nFiles that exist are left alone.',
  formats: [],
  examples: [['policyctl init', 'start a repository for policies here']],
  run: async ({ context, global }: Invocation) => {
    const files = { ...FIRST_FILES, ...policyWorkflows(releasedAction(context.version)) }
    const lines = Object.entries(files).map(([path, text]) => {
      const isNew = createFile(join(context.cwd, path), text)
      return isNew ? `wrote ${path}` : `kept  ${path} (it was here already)`
    })
    context.stdout.write(`${lines.join('\n')}\n`)
    if (!global.quiet) context.stderr.write(NEXT)
    return EXIT.done
  },
}

const NEXT = `
next: policyctl test                   what the policies must decide
      policyctl apply --target local   into a workspace on this disk
      docs/github.md                   the way to a protected repository
`
