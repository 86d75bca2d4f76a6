/** A desk: the command line with a key, a home of its own, and nothing that the machine has configured. */
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { CLOCK } from '../../../src/node-context.ts'
import { folderWith } from '../suite/folder.ts'
import { type ProcessResult, runCli } from './run-cli.ts'
import { runInProcess } from './run-in-process.ts'

export interface DeskRun {
  readonly env?: Readonly<Record<string, string>>
  /** Named with --target; null: none is. Default: the desk's own. */
  readonly target?: string | null
  /** The run is a process of its own, which may be signalled and killed. */
  readonly onStart?: (child: ChildProcess) => void
  /** Of a run in this process. Default: it stands still, and waiting takes none. */
  readonly time?: 'real'
  /** Somebody at a terminal answers this to the question; null: ends the input. Default: there is no terminal. */
  readonly answer?: string | null
  /** Ctrl-C. */
  readonly stop?: AbortSignal
}

/** Runs `policyctl ARGS` in a folder. */
export type Desk = (folder: string, args: readonly string[], how?: DeskRun) => Promise<ProcessResult>

export function deskFor(ownTarget: string | null = null): Desk {
  const home = folderWith()
  const ownEnv = {
    HOME: home,
    XDG_CACHE_HOME: join(home, 'cache'),
    RUNAGENTS_API_KEY: 'key',
    GIT_CONFIG_NOSYSTEM: '1',
  }
  return async (cwd, args, { env = {}, target = ownTarget, onStart, time, ...more } = {}) => {
    const line = [...args, ...(target === null ? [] : ['--target', target])]
    const options = { cwd, env: { ...ownEnv, ...env } }
    if (onStart !== undefined) return runCli(line, { ...options, onStart })
    // A git of the test's own may kill the process that starts it.
    if (env.PATH !== undefined) return runCli(line, options)
    const world = time === 'real' ? { world: { clock: CLOCK, random: Math.random } } : {}
    return { ...(await runInProcess(line, { ...options, ...world, ...more })), signal: null }
  }
}
