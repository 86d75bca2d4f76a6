/**
 * A project with everything that a run could leave a key in: git with a bare
 * remote, a git that writes down how it was called, a home of its own.
 */
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { commitFiles, git } from '../support/git/git.ts'
import { type RunResult, runInProcess } from '../support/run/run-in-process.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

export const KEY = 'ra_ws_MARKED-7f3a9c51e2'
/** The key in the forms that it might hide in. */
const FORMS = [
  KEY,
  encodeURIComponent(KEY),
  Buffer.from(KEY).toString('base64').slice(0, -2),
  Buffer.from(`Bearer ${KEY}`).toString('base64').slice(0, -2),
  KEY.slice(6),
]

export interface ProjectWithKey {
  readonly root: string
  run(
    args: readonly string[],
    options?: { env?: Readonly<Record<string, string>>; stopOnOutput?: boolean },
  ): Promise<RunResult>
  /** How often git was run. */
  gitRuns(): number
  /** Where the key was found: file names, git objects, calls of git. */
  leaks(): readonly string[]
}

export interface KeyOptions {
  /** Base URL of the target `production`. */
  readonly endpoint: string
  readonly files: Readonly<Record<string, string>>
  /** Where the key is: a variable that the config names, or the vendor's file. */
  readonly keyIn: 'variable' | 'file'
}

export function projectWithKey({ endpoint, files, keyIn }: KeyOptions): ProjectWithKey {
  const base = folderWith({
    'bin/git': '',
    'home/.runagents/config.json': keyIn === 'file' ? JSON.stringify({ endpoint, api_key: KEY }) : '{}',
  })
  const root = join(base, 'project')
  const log = join(base, 'git.log')
  writeFiles(root, {})
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', join(base, 'remote.git')])
  execFileSync('git', ['clone', '-q', join(base, 'remote.git'), root], { stdio: 'ignore' })
  writeFiles(base, { 'bin/git': loggingGit(log) })
  chmodSync(join(base, 'bin/git'), 0o755)
  commitFiles(root, { ...files, 'policyctl.yaml': configText(endpoint, keyIn) })
  git(root, 'push', '-q', 'origin', 'HEAD:main')
  const env = {
    HOME: join(base, 'home'),
    XDG_CACHE_HOME: join(base, 'cache'),
    PATH: `${join(base, 'bin')}${delimiter}${process.env.PATH ?? ''}`,
    GIT_ALLOW_PROTOCOL: 'file',
    ...(keyIn === 'variable' ? { MY_KEY: KEY, RUNAGENTS_API_KEY: KEY } : {}),
  }
  return {
    root,
    run: (args, { env: more = {}, stopOnOutput = false } = {}) =>
      runInProcess(args, { cwd: root, env: { ...env, ...more }, stopOnOutput }),
    gitRuns: () => readFileSync(log, 'utf8').split('\nPATH=').length - 1,
    leaks: () => [
      ...['project', 'cache', 'remote.git', 'git.log'].flatMap((part) => leaksIn(join(base, part))),
      ...['project', 'remote.git'].flatMap((part) => leaksInObjects(join(base, part))),
    ],
  }
}

/** Writes down arguments and environment. Its paths stand in it: variables of git's own do not reach it. */
function loggingGit(log: string): string {
  return `#!/bin/sh
{ printf '%s\\n' "$@"; env; } >>'${log}' || exit 99
exec '${realGit()}' "$@"
`
}

function configText(endpoint: string, keyIn: KeyOptions['keyIn']): string {
  if (keyIn === 'file') return 'version: 1\n'
  return `version: 1\ndefaultTarget: production\ntargets: { production: { endpoint: "${endpoint}", apiKeyEnv: MY_KEY } }\n`
}

function realGit(): string {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, 'git')).find((path) => existsSync(path)) ?? 'git'
}

export function holdsKey(text: string): boolean {
  return FORMS.some((form) => text.includes(form))
}

function leaksIn(path: string): readonly string[] {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return holdsKey(readFileSync(path, 'latin1')) ? [path] : []
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter(
      (file) =>
        statSync(file, { throwIfNoEntry: false })?.isFile() === true &&
        holdsKey(readFileSync(file, 'latin1')),
    )
}

function leaksInObjects(repository: string): readonly string[] {
  const options = { cwd: repository, encoding: 'latin1', maxBuffer: 64 * 1024 * 1024 } as const
  const objects = execFileSync('git', ['cat-file', '--batch-all-objects', '--batch'], options)
  return holdsKey(objects) ? [`objects of ${repository}`] : []
}
