/** The world of a program that uses the library, made of the real process. */
import { randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { Clock, Context } from './workbench/context.ts'

export interface NodeContextOptions {
  /** Absolute path; default: the current folder. */
  readonly cwd?: string
  /** Default: the environment of the process. */
  readonly env?: Context['env']
  /** Told what happens on the way; default: nobody. */
  readonly notify?: Context['notify']
  /** Aborted: what is in flight is finished, and reported. Default: nothing stops a run. */
  readonly stop?: AbortSignal
}

/** No signal is listened to, nothing is printed, and the process is never ended. */
export function nodeContext(options: NodeContextOptions = {}): Context {
  const { cwd = process.cwd(), env = process.env, notify = () => {}, stop = NEVER } = options
  // Every write that waits listens; many at a time are no leak.
  setMaxListeners(0, stop, NEVER)
  return {
    cwd,
    env,
    notify,
    readInput: async () => (await import('node:stream/consumers')).text(process.stdin),
    inputBytes: () => process.stdin,
    clock: CLOCK,
    random: Math.random,
    nonce: () => randomBytes(16).toString('hex'),
    stop,
    kill: NEVER,
    version: __POLICYCTL_VERSION__,
  }
}

const NEVER = new AbortController().signal

export const CLOCK: Clock = {
  now: () => new Date(),
  elapsed: () => Number(process.hrtime.bigint()) / 1e6,
  sleep: async (milliseconds, signal) => {
    try {
      await delay(milliseconds, undefined, signal === undefined ? {} : { signal })
    } catch (error) {
      if (signal?.aborted !== true) throw error
    }
  },
}
