import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { CONFIG_NAME } from '../policy/policy-path.ts'
import { CEILING_KIND, ceilingFiles, withCeilings } from './ceilings.ts'
import { type Config, DEFAULT_CONFIG, parseConfig } from './config.ts'
import { CONFIG_KIND, readDecidingFile } from './read-deciding-file.ts'
import { sha256 } from './result-cache.ts'
import { statsAt } from './stats-at.ts'

/** A project: its folder and its config. */
export interface Project {
  /** Absolute path of the folder that paths in the config and in findings are relative to. */
  readonly root: string
  /** Absolute path of the config; null: the defaults apply. */
  readonly configFile: string | null
  /** The text of the config, from disk or from a commit; null: the defaults apply. */
  readonly configText: string | null
  readonly config: Config
  /** The commit that judges these files, if one was named instead of a config file. */
  readonly judge?: Judge
}

/** The deciding files of a commit. */
export interface Judge {
  /** The name of the commit as the user wrote it. */
  readonly ref: string
  /** Text of the baseline; null if the commit has none. */
  readonly baseline: string | null
  /** The policies folder that the commit's own config names. */
  readonly policies: string
  /** Names of the targets in the config of the files. */
  readonly targets: readonly string[]
  /** `wider` of these targets. */
  readonly wider: Readonly<Record<string, readonly string[]>>
}

/** The digest of the config's bytes as `sha256:…`, for the record; null: the defaults apply. */
export function configDigest({ configText }: Project): string | null {
  return configText === null ? null : `sha256:${sha256(configText)}`
}

/** A project without a config. @param root absolute path. */
export function projectWithoutConfig(root: string): Project {
  return { root, configFile: null, configText: null, config: DEFAULT_CONFIG }
}

/**
 * Finds the project of a folder: the folder of the named config; else of the nearest
 * policyctl.yaml upwards; else the nearest folder upwards with a policy folder in it,
 * up to the root of the repository; else the folder itself.
 *
 * @param from absolute path. @param named --config, relative to `from`.
 * @throws PolicyctlError config-not-found, config-invalid, leads-outside.
 */
export function findProject(from: string, named: string | null): Project {
  if (named !== null) return readProject(from, resolve(from, named)) ?? noSuchConfig(resolve(from, named))
  for (const folder of ancestors(from)) {
    const project = readProject(from, join(folder, CONFIG_NAME))
    if (project !== null) return project
    const misnamed = misnamedConfig(folder)
    if (misnamed !== undefined) throw notRead(relative(from, join(folder, misnamed)))
  }
  return projectWithoutConfig(rootWithoutConfig(from))
}

/** @returns null if there is no such file. */
function readProject(from: string, configFile: string): Project | null {
  const root = dirname(configFile)
  const shown = relative(from, configFile)
  const configText = readDecidingFile({ ...CONFIG_KIND, root, file: basename(configFile), shown })
  if (configText === null) return null
  const config = parseConfig(configText, shown)
  const read = (file: string) =>
    readDecidingFile({ ...CEILING_KIND, root, file, shown: `${shown}: the file that atMost names` })
  const texts = new Map(ceilingFiles(config).map((file) => [file, read(file)]))
  return { root, configFile, configText, config: withCeilings(config, texts, shown) }
}

function noSuchConfig(file: string): never {
  throw new PolicyctlError('config-not-found', {
    message: `there is no config ${file}`,
    hint: 'name an existing file with --config, or leave the flag out to use the nearest policyctl.yaml',
  })
}

/** Finds a config with a wrong name. Ignoring it would silently leave every guard at its default. */
function misnamedConfig(folder: string): string | undefined {
  try {
    return readdirSync(folder).find((name) => /^\.?policyctl\.ya?ml$/i.test(name))
  } catch {
    return undefined
  }
}

function notRead(file: string): PolicyctlError {
  return new PolicyctlError('config-not-found', {
    message: `${file} is not read: the config must be called ${CONFIG_NAME}`,
    hint: `rename it to ${CONFIG_NAME}, or name it with --config`,
  })
}

function rootWithoutConfig(from: string): string {
  for (const folder of ancestors(from)) {
    if (isFolder(join(folder, DEFAULT_CONFIG.policies))) return folder
    if (existsSync(join(folder, '.git'))) return folder
  }
  return from
}

/** A folder and the folders above it, the folder itself first. */
export function ancestors(from: string): readonly string[] {
  const folders = [from]
  for (let folder = from; dirname(folder) !== folder; folder = dirname(folder)) folders.push(dirname(folder))
  return folders
}

export function isFolder(path: string): boolean {
  return statsAt(path)?.isDirectory() ?? false
}
