import { join, relative } from 'node:path'
import { type InitAnswer, initAnswer } from '../answers/init.ts'
import { docsPage } from '../diagnostic/docs-page.ts'
import { createFile } from '../files/create-file.ts'
import { findProject } from '../files/find-project.ts'
import { isRegularFile } from '../files/path-on-disk.ts'
import { readText } from '../files/read-text.ts'
import { type SchemaName, schemaPath } from '../files/schema-path.ts'
import { type FoundBranch, findDefaultBranch } from '../git/find-default-branch.ts'
import { openRepository } from '../git/repository.ts'
import type { Context } from '../workbench/context.ts'
import { isLayered } from '../workbench/fleet.ts'
import { keylessRemoteEnvironment } from '../workbench/keyless-environment.ts'
import { OWNERS_PLACES, ownersText, unownedLines } from './code-owners.ts'
import { type FirstSchemas, firstFiles } from './first-files.ts'
import { releasedTextOf } from './released.ts'
import { policyWorkflows, releasedAction } from './workflows.ts'

/**
 * Writes config and a first policy with its test into the current folder. The
 * workflows, for the default branch, and CODEOWNERS go to the root of the
 * repository, where GitHub looks for them. Files that exist are left alone.
 *
 * @throws PolicyctlError repository-unusable, file-unwritable.
 */
export async function startRepository(context: Context): Promise<InitAnswer> {
  const { cwd, version } = context
  const place = await placeOf(context)
  const { top, folder, branch } = place
  const waves = wavesHere(cwd)
  const workflows = policyWorkflows(
    releasedAction(version, { branch: branch?.name ?? 'main', folder, waves }),
  )
  const owners = OWNERS_PLACES.find((path) => isRegularFile(join(top, path))) ?? null
  const fresh = owners === null ? { [OWNERS_PLACES[0]]: ownersText(folder) } : {}
  const files = [
    ...write(cwd, ofLayout(cwd, firstFiles(schemasFor(place, context)))),
    ...write(top, { ...workflows, ...fresh }),
    ...(owners === null ? [] : [{ file: join(top, owners), isNew: false, text: '' }]),
  ]
  const isOther = ({ file, isNew, text }: Written): boolean => !isNew && readText(file) !== text
  return initAnswer({
    files: files.map(({ file, isNew }) => ({ path: pathFrom(cwd, file), isNew })),
    branch,
    folder,
    owners: owners === null ? [] : unownedLines(folder, readText(join(top, owners)) ?? ''),
    otherWorkflows: files
      .filter((one) => isOther(one) && pathFrom(top, one.file) in workflows)
      .map(({ file }) => pathFrom(cwd, file)),
    guide: docsPage('github.md'),
  })
}

/** Leaves out the first policy if the project has layers: it would be in none of them, and reach no target. */
function ofLayout(cwd: string, texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (!isLayeredHere(cwd)) return texts
  return Object.fromEntries(Object.entries(texts).filter(([path]) => !path.startsWith('policies/')))
}

function isLayeredHere(cwd: string): boolean {
  try {
    return isLayered(findProject(cwd, null).config)
  } catch {
    // The other commands say what is wrong with it.
    return false
  }
}

/** Counts the waves of an existing config; each becomes a job of the apply. */
function wavesHere(cwd: string): number {
  try {
    return Math.max(1, findProject(cwd, null).config.rollout.length)
  } catch {
    // The other commands say what is wrong with it.
    return 1
  }
}

interface Place {
  /** The folder where GitHub reads workflows: the root of the repository; absolute. */
  readonly top: string
  readonly folder: string
  /** null: there is no repository yet. */
  readonly branch: FoundBranch | null
}

async function placeOf({ cwd, env }: Context): Promise<Place> {
  const repository = await openRepository({ root: cwd, env: keylessRemoteEnvironment(env) })
  if (repository.git === null) return { top: cwd, folder: '', branch: null }
  const { workTree, folder } = repository
  return { top: workTree, folder, branch: await findDefaultBranch(repository) }
}

interface Written {
  readonly file: string
  readonly text: string
  readonly isNew: boolean
}

function write(folder: string, texts: Readonly<Record<string, string>>): readonly Written[] {
  return Object.entries(texts).map(([path, text]) => {
    const file = join(folder, path)
    return { file, text, isNew: createFile(file, text) }
  })
}

function pathFrom(folder: string, file: string): string {
  return relative(folder, file).replaceAll('\\', '/')
}

/** Uses the schemas of the installed package if there is one, so that editors work offline. */
function schemasFor({ top }: Place, { cwd, version }: Context): FirstSchemas {
  const schema = (file: string, of: SchemaName): string => {
    const path = join(cwd, file)
    const installed = schemaPath(cwd, path, of) ?? schemaPath(top, path, of)
    return installed ?? releasedTextOf(version, `schema/${of}.schema.json`)
  }
  return {
    config: schema('policyctl.yaml', 'config'),
    policy: schema('policies/a.yaml', 'policy'),
    test: schema('policies/a.yaml', 'policy-test'),
  }
}
