/** Makes the context of a command from the real process. */
import { setMaxListeners } from 'node:events'
import { nodeContext } from '../node-context.ts'
import { printable } from '../words/printable.ts'
import type { CliContext, Input, Output } from './cli-context.ts'

/** The context, and whether its streams could be written. */
export interface ProcessContext extends CliContext {
  /**
   * Waits until all output has left the process.
   *
   * @returns why some of it could not be written; null if all was written, or if the reader closed the stream.
   */
  outputFault(): Promise<string | null>
}

export function processContext({ noColor, version }: { noColor: boolean; version: string }): ProcessContext {
  const signals = stopSignals()
  const faults: string[] = []
  const onFault = (fault: string): void => void faults.push(fault)
  const stderr = outputOf(process.stderr, { noColor, onFault })
  return {
    ...nodeContext(),
    notify: ({ text }) => stderr.write(`${printable(text)}\n`),
    stdin: inputOf(process.stdin),
    stdout: outputOf(process.stdout, { noColor, onFault }),
    stderr,
    get stop() {
      return signals.stop
    },
    get kill() {
      return signals.kill
    },
    version,
    outputFault: async () => {
      await Promise.all([flushed(process.stdout), flushed(process.stderr)])
      return faults[0] ?? null
    },
  }
}

interface OutputChoices {
  readonly noColor: boolean
  readonly onFault: (fault: string) => void
}

/** A full disk or a closed terminal does not stop a run half-way: the run goes on, and reports the fault at its end. */
function outputOf(stream: NodeJS.WriteStream, { noColor, onFault }: OutputChoices): Output {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that closed its end of the pipe (| head) is not a fault.
    if (error.code !== 'EPIPE') onFault(error.message)
  })
  const { env } = process
  const isForced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '' && env.FORCE_COLOR !== '0'
  const isRefused = noColor || (env.NO_COLOR !== undefined && env.NO_COLOR !== '') || env.TERM === 'dumb'
  return {
    isTerminal: stream.isTTY === true,
    hasColor: !isRefused && (isForced || stream.isTTY === true),
    columns: stream.columns ?? 80,
    write: (text) => void stream.write(text),
    caughtUp: () => (stream.writableNeedDrain ? flushed(stream) : Promise.resolve()),
  }
}

/** Also resolves if the stream is broken; the 'error' event has reported that. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => void stream.write('', () => resolve()))
}

function inputOf(stream: NodeJS.ReadStream): Input {
  return {
    isTerminal: stream.isTTY === true,
    readLine: async (signal) => {
      const { createInterface } = await import('node:readline')
      return new Promise((resolve) => {
        const lines = createInterface({ input: stream, ...(signal === undefined ? {} : { signal }) })
        lines.once('line', (line) => {
          resolve(line)
          lines.close()
        })
        lines.once('close', () => resolve(null))
      })
    },
    forgetTyped: () => forgetTyped(stream),
  }
}

/** Milliseconds in which keys that were pressed earlier arrive: they are there already. */
const TYPED_ARRIVES = 20

/** Raw mode also gives out a line that was begun and has no end yet. */
async function forgetTyped(stream: NodeJS.ReadStream): Promise<void> {
  if (stream.isTTY !== true) return
  const { setTimeout: delay } = await import('node:timers/promises')
  const forget = (typed: Buffer): void => {
    // In raw mode Ctrl-C is a key like others.
    if (typed.includes(CTRL_C)) process.kill(process.pid, 'SIGINT')
  }
  stream.on('data', forget)
  stream.setRawMode(true)
  await delay(TYPED_ARRIVES)
  stream.setRawMode(false)
  stream.off('data', forget)
  stream.pause()
}

const CTRL_C = 3

/** Installs the signal handlers when `stop` or `kill` is first read, so that commands without writes die at once, as users expect. */
function stopSignals(): { readonly stop: AbortSignal; readonly kill: AbortSignal } {
  const stop = new AbortController()
  const kill = new AbortController()
  // Each waiting write adds a listener; many at a time are not a leak.
  setMaxListeners(0, stop.signal, kill.signal)
  let isListening = false
  const listen = (): void => {
    if (isListening) return
    isListening = true
    const onSignal = (): void => (stop.signal.aborted ? kill.abort() : stop.abort())
    process.on('SIGINT', onSignal)
    // Only a second Ctrl-C stops at once; a second SIGTERM or SIGHUP does not.
    process.on('SIGTERM', () => stop.abort())
    process.on('SIGHUP', () => stop.abort())
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
