/**
 * Reads the config of a commit, for `--config git:REF`: the config of the base
 * branch judges a proposed change, not the one that the change brings.
 */
import { join, relative, sep } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { CEILING_KIND, ceilingFiles, withCeilings } from '../files/ceilings.ts'
import { type Config, parseConfig } from '../files/config.ts'
import { findProject, type Judge, type Project, projectWithoutConfig } from '../files/find-project.ts'
import { BASELINE_KIND, CONFIG_KIND, type DecidingKind, decidingText } from '../files/read-deciding-file.ts'
import { readFileAt } from '../git/read-revision.ts'
import type { Repository } from '../git/repository.ts'
import { BASELINE_NAME, CONFIG_NAME } from '../policy/policy-path.ts'
import type { Context } from './context.ts'
import { keylessEnvironment } from './keyless-environment.ts'
import { openOnce } from './open-once.ts'

const PREFIX = 'git:'

/** Returns the REF of `git:REF`; null for the path of a file. */
export function refOfConfig(named: string | null): string | null {
  return named?.startsWith(PREFIX) ? named.slice(PREFIX.length) : null
}

/**
 * Opens the project of the nearest policyctl.yaml upwards, in that commit or in
 * the working tree. The commit's config judges; if it has none there, because the
 * change adds the project, the defaults do. The working tree tells where the policies are.
 *
 * @throws PolicyctlError revision-unknown, config-invalid; config-not-found outside of git.
 */
export async function projectWithConfigAt(context: Context, ref: string): Promise<OpenedProject> {
  const { cwd, env } = context
  const repository = await openOnce(context, { root: cwd, env: keylessEnvironment(env) })
  if (repository.git === null) {
    throw new PolicyctlError('config-not-found', {
      message: `there is no config at ${PREFIX}${ref}: ${repository.reason}`,
      hint: 'name a file with --config, or leave the flag out to use the nearest policyctl.yaml',
    })
  }
  const own = ownProject(cwd, repository)
  for (const folder of foldersUp(repository.folder)) {
    const place = { ...repository, folder }
    const configText = await textAt(place, { ...CONFIG_KIND, ref, file: CONFIG_NAME })
    const isOwn = own?.folder === folder
    if (configText !== null)
      return opened(place, await judgedProject(place, { ref, configText, own: isOwn ? own : null }))
    if (isOwn && own.hasConfig) return opened(place, await unjudgedProject(place, { ref, own }))
  }
  // Neither side has a config: the defaults judge the project that the working tree has.
  const place = { ...repository, folder: own?.folder ?? '' }
  return opened(place, await unjudgedProject(place, { ref, own: null }))
}

/** A project, and the repository that was opened on the way to it. */
export interface OpenedProject {
  readonly project: Project
  /** Opened in the project's folder; its git gets only the variables that it needs to read the clone. */
  readonly repository: Repository
}

function opened(repository: Repository, project: Project): OpenedProject {
  return { project, repository }
}

interface JudgedBy {
  readonly ref: string
  /** The project as the files have it; null: they have none there. */
  readonly own: Pick<OwnProject, 'policies' | 'targets'> | null
}

async function judgedProject(
  place: Repository,
  { ref, configText, own }: JudgedBy & { readonly configText: string },
): Promise<Project> {
  const config = await withCeilingsAt(place, ref, parseConfig(configText, `${CONFIG_NAME} at ${ref}`))
  const root = join(place.workTree, place.folder)
  const judge = await judgeAt(place, { ref, policies: config.policies, own })
  const configFile = join(root, CONFIG_NAME)
  return { root, configFile, configText, config: placed(config, own), judge }
}

async function judgeAt(
  place: Repository,
  { ref, policies, own }: JudgedBy & { readonly policies: string },
): Promise<Judge> {
  const targets = [...(own?.targets ?? [])]
  return {
    ref,
    policies,
    baseline: await baselineAt(place, ref),
    targets: targets.map(([name]) => name),
    wider: Object.fromEntries(targets.map(([name, { wider = [] }]) => [name, wider])),
  }
}

/**
 * Takes the policy folder from the config of the working tree, and, if the commit
 * has no layers yet, also the layers: without them nothing tells which target gets
 * a file. Access that the layers open is still reported, by the plan and as a looser config.
 */
function placed(judge: Config, own: JudgedBy['own']): Config {
  if (own === null) return judge
  const isLayered = [...judge.targets.values()].some(({ layers }) => layers !== undefined)
  const targets = [...judge.targets].map(([name, target]) => {
    const {
      embedded: _e,
      endpoint: _u,
      apiKeyEnv: _k,
      namespace: _n,
      ...layers
    } = own.targets.get(name) ?? {}
    return [name, isLayered ? target : { ...target, ...layers }] as const
  })
  return { ...judge, policies: own.policies, targets: new Map(targets) }
}

async function unjudgedProject(place: Repository, { ref, own }: JudgedBy): Promise<Project> {
  const project = projectWithoutConfig(join(place.workTree, place.folder))
  const { config } = project
  const judge = await judgeAt(place, { ref, policies: config.policies, own })
  return { ...project, config: placed(config, own), judge }
}

/**
 * Reads the policies and targets of a commit's own config, without its ceilings;
 * null: it has no readable config there.
 */
export async function ownConfigAt(repository: Repository, ref: string): Promise<Config | null> {
  const text = await configTextAt(repository, ref)
  try {
    return parsedAt(text, ref)
  } catch {
    // Only the files of that commit are asked for, so its config is not judged.
    return null
  }
}

/** Reads the same for a decision; null: it has no config there. @throws PolicyctlError config-invalid. */
export async function soundConfigAt(repository: Repository, ref: string): Promise<Config | null> {
  return parsedAt(await configTextAt(repository, ref), ref)
}

function configTextAt(repository: Repository, ref: string): Promise<string | null> {
  return textAt(repository, { ...CONFIG_KIND, ref, file: CONFIG_NAME })
}

function parsedAt(text: string | null, ref: string): Config | null {
  return text === null ? null : parseConfig(text, `${CONFIG_NAME} at ${ref}`)
}

/** Adds the ceilings of the same commit, which judge with its config. */
async function withCeilingsAt(place: Repository, ref: string, config: Config): Promise<Config> {
  const texts = new Map<string, string | null>()
  for (const file of ceilingFiles(config))
    texts.set(file, await textAt(place, { ...CEILING_KIND, ref, file }))
  return withCeilings(config, texts, `${CONFIG_NAME} at ${ref}`)
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

/** Lists a folder and those above it, up to the root, which is ''. */
export function foldersUp(folder: string): readonly string[] {
  const parts = folder === '' ? [] : folder.split('/')
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/')).concat('')
}

interface OwnProject {
  /** In the repository, with '/'. */
  readonly folder: string
  readonly policies: string
  readonly targets: Config['targets']
  readonly hasConfig: boolean
}

/** Reads the config of the working tree; null: it cannot be read, which the commands that check it report. */
function ownProject(cwd: string, { folder }: Repository): OwnProject | null {
  try {
    const { root, config, configFile } = findProject(cwd, null)
    const parts = folder === '' ? [] : folder.split('/')
    const below = relative(root, cwd)
    const depth = below === '' ? 0 : below.split(sep).length
    if (depth > parts.length) return null
    const own = parts.slice(0, parts.length - depth).join('/')
    const { policies, targets } = config
    return { folder: own, policies, targets, hasConfig: configFile !== null }
  } catch {
    return null
  }
}
