import { join } from 'node:path'
import { type InitAnswer, initAnswer } from '../answers/init.ts'
import { createFile } from '../files/create-file.ts'
import { CONFIG_NAME } from '../files/find-project.ts'
import { schemaPath } from '../files/schema-path.ts'
import type { Context } from '../workbench/context.ts'
import { firstFiles } from './first-files.ts'
import { releasedPageOf, releasedTextOf } from './released.ts'
import { policyWorkflows, releasedAction } from './workflows.ts'

/** Writes config, a first policy with its test, and the workflows into the current folder; files that exist are left alone. */
export function startRepository({ cwd, version }: Context): InitAnswer {
  const texts = { ...firstFiles(schemaFor(cwd, version)), ...policyWorkflows(releasedAction(version)) }
  const files = Object.entries(texts).map(([path, text]) => ({
    path,
    isNew: createFile(join(cwd, path), text),
  }))
  return initAnswer({ files, guide: releasedPageOf(version, 'docs/github.md') })
}

/** Where the package is installed its schema serves, offline too. */
function schemaFor(cwd: string, version: string): string {
  return (
    schemaPath(cwd, join(cwd, CONFIG_NAME), 'config') ?? releasedTextOf(version, 'schema/config.schema.json')
  )
}
