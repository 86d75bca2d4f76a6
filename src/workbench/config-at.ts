/**
 * The config as a commit has it, for `--config git:REF`: a proposed change is
 * judged by the config of the branch it goes into, not by the one it brings.
 */
import { join, relative } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { parseConfig } from '../files/config.ts'
import { CONFIG_NAME, findProject, type Project, projectWithoutConfig } from '../files/find-project.ts'
import { BASELINE_KIND, CONFIG_KIND, type DecidingKind, decidingText } from '../files/read-deciding-file.ts'
import { readFileAt } from '../git/read-revision.ts'
import { openRepository, type Repository } from '../git/repository.ts'
import { BASELINE_NAME } from '../lint/baseline.ts'
import type { Context } from './context.ts'

const PREFIX = 'git:'

/** The REF of `git:REF`, null for the path of a file. */
export function refOfConfig(named: string | null): string | null {
  return named?.startsWith(PREFIX) ? named.slice(PREFIX.length) : null
}

/**
 * The project whose config is the nearest policyctl.yaml upwards in that
 * commit; the files are those of the working tree.
 *
 * @throws PolicyctlError revision-unknown, config-invalid; config-not-found outside of git.
 */
export async function projectWithConfigAt({ cwd, env }: Context, ref: string): Promise<Project> {
  const repository = await openRepository({ root: cwd, env: keylessEnvironment(env) })
  if (repository.git === null) {
    throw new PolicyctlError('config-not-found', {
      message: `there is no config at ${PREFIX}${ref}: ${repository.reason}`,
      hint: 'name a file with --config, or leave the flag out to use the nearest policyctl.yaml',
    })
  }
  for (const folder of foldersUp(repository.folder)) {
    const configText = await textAt({ ...repository, folder }, { ...CONFIG_KIND, ref, file: CONFIG_NAME })
    if (configText === null) continue
    const config = parseConfig(configText, `${CONFIG_NAME} at ${ref}`)
    const root = join(repository.workTree, folder)
    const baseline = await baselineAt({ ...repository, folder }, ref)
    return { root, configFile: join(root, CONFIG_NAME), configText, config, judge: { ref, baseline } }
  }
  // No config there: its defaults judge, wherever the files say that the project is.
  const root = rootOf(cwd, repository)
  const baseline = await baselineAt({ ...repository, folder: relative(repository.workTree, root) }, ref)
  return { ...projectWithoutConfig(root), judge: { ref, baseline } }
}

function baselineAt(repository: Repository, ref: string): Promise<string | null> {
  return textAt(repository, { ...BASELINE_KIND, ref, file: BASELINE_NAME })
}

async function textAt(
  repository: Repository,
  { ref, file, ...kind }: DecidingKind & { readonly ref: string; readonly file: string },
): Promise<string | null> {
  const bytes = await readFileAt(repository, { ref, file })
  return bytes === null ? null : decidingText(bytes, { ...kind, shown: `${file} at ${ref}` })
}

/**
 * Which variables hold keys is said by the config that is about to be read, so
 * git gets none but those that it needs to read a commit that is here.
 */
function keylessEnvironment(env: Context['env']): Context['env'] {
  return Object.fromEntries(Object.entries(env).filter(([name]) => NEEDED_TO_READ.test(name)))
}

const NEEDED_TO_READ =
  /^(PATH|PATHEXT|HOME|USERPROFILE|SYSTEMROOT|TMPDIR|TEMP|TMP|LANG|XDG_CONFIG_HOME|GIT_.*)$/i

function foldersUp(folder: string): readonly string[] {
  const parts = folder === '' ? [] : folder.split('/')
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/')).concat('')
}

function rootOf(cwd: string, { workTree }: Repository): string {
  try {
    return findProject(cwd, null).root
  } catch {
    // The config that the change brings cannot be read; the commands that judge it say so.
    return workTree
  }
}
