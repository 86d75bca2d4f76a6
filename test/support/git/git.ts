/** Real git for tests: repositories, bare remotes and clones in temporary folders. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openRepository, type Repository } from '../../../src/git/repository.ts'
import { runThroughShell } from '../suite/exec-through-shell.ts'
import { folderWith, writeFiles } from '../suite/folder.ts'
import { copyAsBare, emptyRepositoryIn, remoteState, turnIntoClone } from './copied-repository.ts'

/** The environment of a desk with nothing configured. */
export const GIT_ENV: Readonly<Record<string, string>> = {
  PATH: process.env.PATH ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
}

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
}

/** Nobody at a desk waits for these. */
const QUICK = {
  GIT_CONFIG_COUNT: '2',
  GIT_CONFIG_KEY_0: 'maintenance.auto',
  GIT_CONFIG_VALUE_0: 'false',
  GIT_CONFIG_KEY_1: 'core.fsync',
  GIT_CONFIG_VALUE_1: 'none',
}

/** The same for a remote, which no variable of a push reaches: a git that would tidy up is not even started. */
export const QUICK_REMOTE = '[receive]\n\tautogc = false\n[core]\n\tfsync = none\n'

/** Runs git as a user would; standard output without its last line end. */
export function git(cwd: string, ...args: readonly string[]): string {
  return start(cwd, 'git', args)
}

/** Runs several gits from one shell: a start from here costs more than they do. @param args `$1` and so on. */
export function gitScript(
  cwd: string,
  script: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): string {
  return start(cwd, 'sh', ['-c', script, 'sh', ...args], env)
}

function start(
  cwd: string,
  program: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): string {
  const env = { ...GIT_ENV, ...IDENTITY, ...QUICK, GIT_ALLOW_PROTOCOL: 'file', ...more }
  return runThroughShell({ cwd, program, args, env }).replace(/\n$/, '')
}

/** A repository with these files in one commit (none: no commit). */
export function repositoryWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = folderWith()
  emptyRepositoryIn(folder, (at) => git(at, 'init', '-q', '-b', 'main'))
  if (Object.keys(files).length > 0) commitFiles(folder, files)
  return folder
}

const COMMIT = 'git add -A && git commit -q --allow-empty -m "$1"'

/** @returns the commit. */
export function commitFiles(
  folder: string,
  files: Readonly<Record<string, string>>,
  message = 'Change',
): string {
  writeFiles(folder, files)
  gitScript(folder, COMMIT, [message])
  return headIn(join(folder, '.git')) ?? git(folder, 'rev-parse', 'HEAD')
}

/** Null where only git can tell, as in a linked worktree. */
function headIn(gitFolder: string): string | null {
  try {
    const head = readFileSync(join(gitFolder, 'HEAD'), 'utf8')
    const [, branch] = /^ref: (.+)\n$/.exec(head) ?? []
    return (branch === undefined ? head : readFileSync(join(gitFolder, branch), 'utf8')).trim()
  } catch {
    return null
  }
}

export interface Remote {
  readonly url: string
  /** Where it is. */
  readonly folder: string
  /** @param options of git clone. @returns the folder of the clone. */
  clone(...options: readonly string[]): string
}

/** A bare remote that holds these files on main, and a way to clone it. */
export function remoteWith(files: Readonly<Record<string, string>> = {}): Remote {
  const source = repositoryWith({ 'README.md': 'policies\n', ...files })
  const bare = join(folderWith(), 'remote.git')
  copyAsBare(source, bare)
  writeFileSync(join(bare, 'config'), QUICK_REMOTE, { flag: 'a' })
  const url = `file://${bare}`
  const initial = remoteState(bare)
  let isSourceFree = true
  return {
    url,
    folder: bare,
    clone: (...options) => {
      // Of a remote that is as it was made, where it was made is what a clone would be.
      if (isSourceFree && options.length === 0 && remoteState(bare) === initial) {
        isSourceFree = false
        turnIntoClone(source, url)
        return source
      }
      const folder = folderWith()
      git(folder, 'clone', '-q', ...options, url, '.')
      return folder
    },
  }
}

/** @throws where there is none: for tests that are about one. */
export async function openedRepository(
  root: string,
  env: Readonly<Record<string, string>> = GIT_ENV,
): Promise<Repository> {
  const repository = await openRepository({ root, env })
  if (repository.git === null) throw new Error(repository.reason)
  return repository
}

const FOOTPRINT = "git rev-parse --absolute-git-dir && git for-each-ref --format='%(refname) %(objectname)'"

/**
 * All that only a few commands may touch, as one text: working tree, index,
 * HEAD, branches, tags, remote-tracking branches, config, stash. Equal texts, untouched repository.
 */
export function footprint(folder: string): string {
  const [gitDir = '', ...allRefs] = gitScript(folder, FOOTPRINT).split('\n')
  const refs = allRefs.filter((line) => !line.startsWith('refs/policyctl/'))
  const named = ['HEAD', 'index', 'config', 'FETCH_HEAD', 'ORIG_HEAD', 'logs/HEAD'].map(
    (name) => `${name} ${digestOf(join(gitDir, name))}`,
  )
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(join(folder, '.git/')) && !path.includes('/.cache/'))
    .sort()
    .map((path) => `${path} ${digestOf(path)}`)
  return [...refs, ...named, ...files].join('\n')
}

function digestOf(path: string): string {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex')
  } catch {
    return 'absent'
  }
}
