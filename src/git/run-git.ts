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
import { hiddenInUrl } from '../policy/userinfo.ts'
import { childEnvironment } from './child-environment.ts'
import { lockFileIn, lockFileLeft } from './lock-file.ts'

/** The output of one run of git. */
export interface GitOutput {
  /** 0 to 255; -1 if git was killed or could not be started. */
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
  /** True if git talks to a remote: it is killed after two minutes without output. */
  readonly isRemote?: boolean
}

/** Git in one folder. */
export interface Git {
  readonly env: Readonly<Record<string, string>>
  /** The remote from which a partial clone fetches contents; null: the clone is complete. */
  readonly promisor: string | null
  /** The hash of the repository: sha1 or sha256; null: it was not asked. */
  readonly objectFormat: string | null
  /** Absolute folder with the objects and refs, which all worktrees of the clone share; null: it was not asked. */
  readonly commonFolder: string | null
  /** Returns the output with any exit status, for questions whose answer is the status. */
  attempt(args: readonly string[], options?: GitOptions): Promise<GitOutput>
  /** Returns standard output. @throws PolicyctlError git-failed on any status but 0. */
  run(args: readonly string[], options?: GitOptions): Promise<Buffer>
  /** As `run`, decoded, without the end of the last line. */
  text(args: readonly string[], options?: GitOptions): Promise<string>
}

/** Time without output after which a git that talks to a remote is killed; milliseconds. */
const SILENCE_LIMIT = 120_000

/** Config that overrides the user's: git runs no hook, no maintenance, and touches no submodule or tag beside what was asked. */
const CONFIG = [
  // Git ignores folders of the clone that are shaped like a bare repository (from 2.38 on; else see git-around.ts).
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
  // A commit that git signs has the same message, byte for byte, as one that policyctl writes itself.
  'i18n.commitEncoding=UTF-8',
]

/** Turns simple-git's protections off: all arguments come from policyctl, and the environment is the user's own. */
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

/** Stands for a git that was killed by a signal which policyctl did not send. */
const KILLED = 'killed'

/**
 * Ctrl-C reaches every process of the terminal, also git, while policyctl goes
 * on to finish what it has begun. So a git that was killed is started again;
 * every command here may be run twice.
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
  // Loaded with the first git command, so that commands without git start faster.
  const { simpleGit } = await import('simple-git')
  const git = simpleGit({
    baseDir,
    config: CONFIG,
    unsafe: UNSAFE,
    allowEnvironment: Object.keys({ ...env, ...more }),
    completion: { onClose: true, onExit: false },
    // Always set, so that standard input is closed and git never waits for it.
    input: () => (typeof input === 'string' ? Buffer.from(input) : (input ?? Buffer.alloc(0))),
    errors: (error, { exitCode, stdOut, stdErr }) => {
      // The code is no number if a signal ended git, and negative if it could not be started.
      const status = typeof exitCode === 'number' ? Math.max(exitCode, -1) : null
      const stderr = hiddenInUrl(messageOf(error, stdErr))
      // simple-git gives an Error if it killed git itself, because the time was up.
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
 * simple-git waits 50 ms for late output of a git that printed nothing. No output comes after the end of
 * the stream, so an empty chunk is emitted there, and simple-git does not wait.
 */
function endSilence(_command: string, stdout: NodeJS.ReadableStream): void {
  stdout.once('end', () => stdout.emit('data', Buffer.alloc(0)))
}

function messageOf(error: Buffer | Error | undefined, stderr: readonly Buffer[]): string {
  const text = Buffer.concat(stderr).toString('utf8').trim()
  return text === '' && error instanceof Error ? error.message : text
}

/** Makes an error with git's own message, for a failure that no other error describes. */
export function gitFailure(args: readonly string[], { stderr, status }: GitOutput): PolicyctlError {
  const file = lockFileIn(stderr)
  if (file !== null) return lockFileLeft(file)
  const said = stderr.split('\n').filter((line) => !line.startsWith('hint:'))
  return new PolicyctlError('git-failed', {
    message: `git ${args[0] ?? ''} failed (${status}): ${said.join(' ').trim() || 'it said nothing'}`,
    hint: `${docsPage('errors/git-failed.md')} lists the commands that policyctl runs; GIT_TRACE=1 shows each`,
  })
}
