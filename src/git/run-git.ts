/**
 * Runs git. The only place that starts processes.
 *
 * simple-git takes an exit status of 1 without a message for success and
 * decodes output as UTF-8; its `errors` hook sees status and bytes of every
 * run, so they are taken from there (docs/decisions/0050-git-through-simple-git.md).
 */

import type { SimpleGitOptions } from 'simple-git'
import { docsPage } from '../diagnostic/docs-page.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { RETRIES } from '../diagnostic/retries.ts'
import { childEnvironment } from './child-environment.ts'
import { lockFileIn, lockFileLeft } from './lock-file.ts'

/** The output of one run of git. */
export interface GitOutput {
  /** 0 to 255; -1 where git was killed or could not be started. */
  readonly status: number
  readonly stdout: Buffer
  /** One or more lines, credentials in URLs removed. */
  readonly stderr: string
}

export interface GitOptions {
  /** Written to standard input. */
  readonly input?: string | Buffer
  /** Variables of this run, besides those that every git gets. */
  readonly env?: Readonly<Record<string, string>>
  /** The run talks to a remote: it is ended after two minutes without a sign of life. */
  readonly isRemote?: boolean
}

/** Git in one folder. */
export interface Git {
  readonly env: Readonly<Record<string, string>>
  /** Remote that a partial clone gets its contents from; null for a clone that has its own. */
  readonly promisor: string | null
  /** How the repository names objects: sha1 or sha256; null where it was not asked. */
  readonly objectFormat: string | null
  /** Folder with the objects and refs, absolute: that of all worktrees of the clone; null where it was not asked. */
  readonly commonFolder: string | null
  /** @throws nothing for any exit status: for questions whose answer is the status. */
  attempt(args: readonly string[], options?: GitOptions): Promise<GitOutput>
  /** Standard output. @throws PolicyctlError git-failed on any status but 0. */
  run(args: readonly string[], options?: GitOptions): Promise<Buffer>
  /** As `run`, decoded, without the end of the last line. */
  text(args: readonly string[], options?: GitOptions): Promise<string>
}

/** Silence after which a talk to a remote is ended; milliseconds. */
const SILENCE_LIMIT = 120_000

/** Config that wins over the user's: no hook runs, nothing is maintained, followed or recursed into on the side. */
const CONFIG = [
  // A folder of the clone that is shaped like a bare repository is none (git 2.38; git-around.ts for older ones).
  'safe.bareRepository=explicit',
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'fetch.recurseSubmodules=false',
  'push.recurseSubmodules=no',
  'push.followTags=false',
  'push.gpgSign=false',
  'credential.interactive=false',
  'advice.detachedHead=false',
  // A commit that git writes says what ours says, byte for byte.
  'i18n.commitEncoding=UTF-8',
]

/** Arguments are all ours; what stands in the user's own environment is as trusted as in the user's own git. */
const UNSAFE = {
  allowUnsafeHooksPath: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeAskPass: true,
  allowUnsafeSshCommand: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeConfigEnvCount: true,
  allowUnsafeGitProxy: true,
  allowUnsafeExec: true,
  allowUnsafeCredentialHelper: true,
  allowUnsafeUrlRewrite: true,
  allowUnsafeProtocolOverride: true,
  allowUnsafeInclude: true,
  allowUnsafeEditor: true,
  allowUnsafePager: true,
  allowUnsafeAlias: true,
  allowUnsafeCommandBinaries: true,
  allowUnsafeDiffExternal: true,
  allowUnsafeDiffTextConv: true,
  allowUnsafeFilter: true,
  allowUnsafeGpgProgram: true,
  allowUnsafeMergeDriver: true,
  allowUnsafePack: true,
  allowUnsafeSubmodule: true,
  allowUnsafeTemplateDir: true,
} satisfies SimpleGitOptions['unsafe']

/** @param folder must exist. @param env of the caller; see child-environment.ts for what git gets of it. */
export function gitIn(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  hidden: readonly string[] = [],
): Git {
  const childEnv = childEnvironment(env, hidden)
  const attempt: Git['attempt'] = (args, options = {}) => execute(folder, childEnv, { args, ...options })
  const run: Git['run'] = async (args, options) => {
    const output = await attempt(args, options)
    if (output.status !== 0) throw gitFailure(args, output)
    return output.stdout
  }
  return {
    env: childEnv,
    promisor: null,
    objectFormat: null,
    commonFolder: null,
    attempt,
    run,
    text: async (args, options) => (await run(args, options)).toString('utf8').replace(/\n$/, ''),
  }
}

/** A signal ended it, and nobody here sent one. */
const KILLED = 'killed'

/**
 * Ctrl-C reaches every process of the terminal, git too, while policyctl goes
 * on to end what it has begun. What was killed so is started again: whatever
 * is asked of git here may be asked twice.
 */
async function execute(baseDir: string, env: Record<string, string>, asked: Asked): Promise<GitOutput> {
  for (let starts = 1; ; starts += 1) {
    const output = await start(baseDir, env, asked)
    if (output !== KILLED) return output
    if (starts === RETRIES.killedGit.attempts) return notRun('git was killed')
  }
}

interface Asked extends GitOptions {
  readonly args: readonly string[]
}

function notRun(stderr: string): GitOutput {
  return { status: -1, stdout: Buffer.alloc(0), stderr }
}

async function start(
  baseDir: string,
  env: Record<string, string>,
  { args, input, env: more = {}, isRemote = false }: Asked,
): Promise<GitOutput | typeof KILLED> {
  let output: GitOutput | typeof KILLED | null = null
  // Loaded when git is asked for the first time: lint and its like start faster without.
  const { simpleGit } = await import('simple-git')
  const git = simpleGit({
    baseDir,
    config: CONFIG,
    unsafe: UNSAFE,
    allowEnvironment: Object.keys({ ...env, ...more }),
    completion: { onClose: true, onExit: false },
    // Always given, so that standard input is closed and nothing waits for it.
    input: () => (typeof input === 'string' ? Buffer.from(input) : (input ?? Buffer.alloc(0))),
    errors: (error, { exitCode, stdOut, stdErr }) => {
      // No number where a signal ended it, negative where it could not be started.
      const status = typeof exitCode === 'number' ? Math.max(exitCode, -1) : null
      const stderr = withoutCredentials(messageOf(error, stdErr))
      // An Error where simple-git ended it, because its time was up.
      const wasKilled = status === null && !(error instanceof Error)
      output = wasKilled ? KILLED : { status: status ?? -1, stdout: Buffer.concat(stdOut), stderr }
      return undefined
    },
    ...(isRemote ? { timeout: { block: SILENCE_LIMIT } } : {}),
  })
  await git
    .outputHandler(endSilence)
    .env({ ...env, ...more })
    .raw([...args])
  return output ?? notRun('git did not run')
}

/**
 * simple-git waits 50 ms after a git that printed nothing, for output that might come yet. None comes
 * once the stream has ended: an empty piece of output says so, and nothing waits.
 */
function endSilence(_command: string, stdout: NodeJS.ReadableStream): void {
  stdout.once('end', () => stdout.emit('data', Buffer.alloc(0)))
}

function messageOf(error: Buffer | Error | undefined, stderr: readonly Buffer[]): string {
  const text = Buffer.concat(stderr).toString('utf8').trim()
  return text === '' && error instanceof Error ? error.message : text
}

export function withoutCredentials(text: string): string {
  return text.replace(/:\/\/[^/@\s]+@/g, '://')
}

/** A failure that nobody foresaw: git's own words. */
export function gitFailure(args: readonly string[], { stderr, status }: GitOutput): PolicyctlError {
  const file = lockFileIn(stderr)
  if (file !== null) return lockFileLeft(file)
  const said = stderr.split('\n').filter((line) => !line.startsWith('hint:'))
  return new PolicyctlError('git-failed', {
    message: `git ${args[0] ?? ''} failed (${status}): ${said.join(' ').trim() || 'it said nothing'}`,
    hint: `${docsPage('errors/git-failed.md')} tells what policyctl asks of git; GIT_TRACE=1 shows each command`,
  })
}
