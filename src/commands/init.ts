import { join } from 'node:path'
import { EXIT } from '../diagnostic/exit-status.ts'
import { createFile } from '../files/create-file.ts'
import { CONFIG_NAME } from '../files/find-project.ts'
import { schemaPath } from '../files/schema-path.ts'
import type { Command, Invocation } from './command.ts'
import { firstFiles } from './init/first-files.ts'
import { releasedPageOf, releasedTextOf } from './init/released.ts'
import { policyWorkflows, releasedAction } from './init/workflows.ts'

/** Starts a repository; what is there already stays as it is. */
export const command: Command = {
  name: 'init',
  description:
    'Writes policyctl.yaml, a first policy with its test, and the GitHub workflows into the current folder.\nFiles that exist are left alone.',
  formats: [],
  examples: [['policyctl init', 'start a repository for policies here']],
  run: async ({ context, global }: Invocation) => {
    const { cwd, version } = context
    const files = { ...firstFiles(schemaFor(cwd, version)), ...policyWorkflows(releasedAction(version)) }
    const lines = Object.entries(files).map(([path, text]) => {
      const isNew = createFile(join(cwd, path), text)
      return isNew ? `wrote ${path}` : `kept  ${path} (it was here already)`
    })
    context.stdout.write(`${lines.join('\n')}\n`)
    if (!global.quiet) context.stderr.write(nextSteps(version))
    return EXIT.done
  },
}

/** Where the package is installed its schema serves, offline too. */
function schemaFor(cwd: string, version: string): string {
  return (
    schemaPath(cwd, join(cwd, CONFIG_NAME), 'config') ?? releasedTextOf(version, 'schema/config.schema.json')
  )
}

function nextSteps(version: string): string {
  return `
next: policyctl test                   what the policies must decide
      policyctl apply --target local   into a workspace on this disk
      policyctl adopt --help           what is live in yours becomes files
      the way to a protected repository: ${releasedPageOf(version, 'docs/github.md')}
`
}
