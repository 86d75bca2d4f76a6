import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { type Config, DEFAULT_CONFIG, parseConfig } from './config.ts'

export const CONFIG_NAME = 'policyctl.yaml'

/** Where a project is and what its config says. */
export interface Project {
  /** Absolute path of the folder that paths in the config and in findings are relative to. */
  readonly root: string
  /** Absolute path, null where the defaults serve. */
  readonly configFile: string | null
  readonly config: Config
  /** What a commit says that judges these files, where it was named instead of a config file. */
  readonly judge?: Judge
}

/** What decides, as a commit has it. */
export interface Judge {
  /** As it was named. */
  readonly ref: string
  /** Text of the config; null where the commit has none. */
  readonly config: string | null
  /** Text of the baseline; null where the commit has none. */
  readonly baseline: string | null
}

/**
 * The project of a folder: that of the named config, else of the nearest
 * policyctl.yaml upwards, else (all of it is optional) of the nearest folder
 * with policies in it, no further than the repository, else the folder itself.
 *
 * @param from absolute path. @param named --config, relative to `from`.
 * @throws PolicyctlError config-not-found, config-invalid.
 */
export function findProject(from: string, named: string | null): Project {
  const configFile = named === null ? nearestConfig(from) : existing(resolve(from, named))
  if (configFile === null) return { root: rootWithoutConfig(from), configFile: null, config: DEFAULT_CONFIG }
  const config = parseConfig(readFileSync(configFile, 'utf8'), relative(from, configFile))
  return { root: dirname(configFile), configFile, config }
}

function existing(file: string): string {
  if (isFile(file)) return file
  throw new PolicyctlError('config-not-found', {
    message: `there is no config ${file}`,
    hint: 'name an existing file with --config, or leave the flag out to use the nearest policyctl.yaml',
  })
}

function nearestConfig(from: string): string | null {
  const folder = ancestors(from).find((candidate) => isFile(join(candidate, CONFIG_NAME)))
  return folder === undefined ? null : join(folder, CONFIG_NAME)
}

function rootWithoutConfig(from: string): string {
  for (const folder of ancestors(from)) {
    if (isFolder(join(folder, DEFAULT_CONFIG.policies))) return folder
    if (existsSync(join(folder, '.git'))) return folder
  }
  return from
}

function ancestors(from: string): readonly string[] {
  const folders = [from]
  for (let folder = from; dirname(folder) !== folder; folder = dirname(folder)) folders.push(dirname(folder))
  return folders
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
