/** The world as a command sees it, made of the real process. */
import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import type { Clock, Context, Input, Output } from '../commands/context.ts'

export function processContext({ noColor, version }: { noColor: boolean; version: string }): Context {
  const signals = stopSignals()
  return {
    cwd: process.cwd(),
    env: process.env,
    stdin: inputOf(process.stdin),
    stdout: outputOf(process.stdout, noColor),
    stderr: outputOf(process.stderr, noColor),
    clock,
    random: Math.random,
    nonce: () => randomBytes(16).toString('hex'),
    get stop() {
      return signals.stop
    },
    get kill() {
      return signals.kill
    },
    version,
  }
}

const clock: Clock = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    try {
      await delay(milliseconds, undefined, signal === undefined ? {} : { signal })
    } catch (error) {
      if (signal?.aborted !== true) throw error
    }
  },
}

function outputOf(stream: NodeJS.WriteStream, noColor: boolean): Output {
  // A reader that closed its end (| head) is no fault of ours.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  const { env } = process
  const isForced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '' && env.FORCE_COLOR !== '0'
  const isRefused = noColor || (env.NO_COLOR !== undefined && env.NO_COLOR !== '') || env.TERM === 'dumb'
  return {
    isTerminal: stream.isTTY === true,
    hasColor: !isRefused && (isForced || stream.isTTY === true),
    columns: stream.columns ?? 80,
    write: (text) => void stream.write(text),
  }
}

function inputOf(stream: NodeJS.ReadStream): Input {
  return {
    isTerminal: stream.isTTY === true,
    readLine: () =>
      new Promise((resolve) => {
        const lines = createInterface({ input: stream })
        lines.once('line', (line) => {
          resolve(line)
          lines.close()
        })
        lines.once('close', () => resolve(null))
      }),
  }
}

/** Listening starts with the first look at a signal, so that commands without writes die at once, as users expect. */
function stopSignals(): { readonly stop: AbortSignal; readonly kill: AbortSignal } {
  const stop = new AbortController()
  const kill = new AbortController()
  let isListening = false
  const listen = (): void => {
    if (isListening) return
    isListening = true
    const onSignal = (): void => (stop.signal.aborted ? kill.abort() : stop.abort())
    process.on('SIGINT', onSignal)
    // A second SIGTERM is no more urgent than the first: only Ctrl-C twice stops at once.
    process.on('SIGTERM', () => stop.abort())
  }
  return {
    get stop() {
      listen()
      return stop.signal
    },
    get kill() {
      listen()
      return kill.signal
    },
  }
}
